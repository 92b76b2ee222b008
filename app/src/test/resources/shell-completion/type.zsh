# type.zsh SHELL PROGRAM LINE...: types the lines, each with Tab and Enter, into an interactive shell
# on a terminal of its own, and prints what the stand-in for Gantry was then called with.
zmodload zsh/zpty
shell=$1 program=$2
shift 2
cd /completion
[[ $program = */* ]] || path+=(/completion)
case $shell in
  bash) command='bash --norc -i' load="source <($program completion bash)" ;;
  zsh) command='zsh -f -i' load="source <($program completion zsh)" ;;
  fish) command='fish --no-config -i' load="$program completion fish | source" ;;
esac
zpty typed $command
zpty -w typed $load
for line; do
  zpty -w -n typed "$program $line"$'\t\r'
done
zpty -w typed exit
while zpty -r typed seen; do screen+=$seen; done
cat /noted 2>/dev/null || print -r -- $screen
