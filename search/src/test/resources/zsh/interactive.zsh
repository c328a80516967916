# In the interactive zsh: Ctrl-X completes $TYPED and writes what fits to $RESULT instead of showing it.
autoload -U compinit
compinit -D -u
source $SCRIPT
compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
        builtin compadd "$@"
        return
    fi
    local -a fitting
    builtin compadd -O fitting "$@"
    print -rl -- $fitting >> $RESULT
    builtin compadd "$@"
}
complete_typed() {
    BUFFER=$TYPED
    CURSOR=$#BUFFER
    zle list-choices
    print -r -- '<'done'>'
    zle send-break
}
zle -N complete_typed
bindkey '^X' complete_typed
print -r -- '<'ready'>'
