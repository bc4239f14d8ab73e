# What fish does at a Tab after lovp; lovp --install-completion puts it in place.
function __lovp_tab
    set -l words (commandline -opc)
    type --query $words[1]; or return
    set -l typed (commandline -ct)
    set -lx _LOVP_TAB fish
    set -lx _LOVP_TYPED (printf '\n%s' $words[2..-1] "$typed" | string collect --no-trim-newlines)
    set -l answer (command $words[1] </dev/null 2>/dev/null)
    if test "$answer[1]" = files
        set -l head (string match --regex -- '^-[^=]*=' "$typed")
        __fish_complete_path (string replace -- "$head" '' "$typed") | string replace --regex -- '^' "$head"
    else
        printf '%s\n' $answer[2..-1]
    end
end
complete --command lovp --no-files --keep-order --arguments '(__lovp_tab)'
