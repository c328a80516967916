# Writes what zsh completes: zsh -f complete.zsh SCRIPT TYPED RESULT. Completion needs an interactive zsh, so one is made.
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "export TERM=dumb SCRIPT=${(q)1} TYPED=${(q)2} RESULT=${(q)3}; source ${(q)0:A:h}/interactive.zsh"
zpty -r inner line $'*<ready>*'
zpty -w -n inner $'\x18'
zpty -r inner line $'*<done>*'
zpty -d inner
