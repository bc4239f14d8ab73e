# What zsh does at a Tab after lovp; lovp --install-completion puts it in place.
_lovp() {
    local -a answer found
    local typed
    typed="${(pj:\n:)${(@Q)words[1,CURRENT-1]}}"$'\n'"${(Q)PREFIX}"
    answer=("${(@f)$(_LOVP_TAB=zsh _LOVP_TYPED=$typed command ${(Q)~words[1]} </dev/null 2>/dev/null)}")
    if [[ $answer[1] == files ]]; then
        [[ $PREFIX == -*=* ]] && compset -P 1 '*='
        _files
        return
    fi
    found=("${(@)answer[2,-1]}")
    [[ -n $found[1] ]] || return 1
    # -U: what is offered fits already, although zsh itself would not take sk for Skövde.
    _describe -V 'lovp' found -U
}
# Where nobody has set up completion, there is no compdef yet.
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
compdef _lovp lovp
