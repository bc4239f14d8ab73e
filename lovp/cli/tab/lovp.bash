# What bash does at a Tab after lovp; lovp --install-completion puts it in place.
_lovp() {
    local kind word
    COMPREPLY=()
    compopt -o nosort 2>/dev/null # older ones sort
    # Read line by line: an array made of the output would have its * replaced by names of files.
    while IFS= read -r word; do
        if [[ -z ${kind-} ]]; then
            kind=$word
        else
            COMPREPLY+=("$word")
        fi
    done < <(_LOVP_TAB=bash _LOVP_TYPED="${COMP_LINE:0:COMP_POINT}" _LOVP_BREAKS="$COMP_WORDBREAKS" \
        "$1" </dev/null 2>/dev/null)
    if [[ ${kind-} == files ]]; then
        compopt -o default 2>/dev/null
    fi
}
complete -F _lovp lovp
