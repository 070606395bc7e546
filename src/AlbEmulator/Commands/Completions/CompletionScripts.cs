using AlbEmulator.Model;

namespace AlbEmulator.Commands.Completions;

/// <summary>
/// What has a shell ask <c>alb</c> itself for the words that may come next. Where there are none it completes files.
/// </summary>
internal static class CompletionScripts
{
    /// <summary>The first word of a command line that a shell asks with.</summary>
    public const string Asked = "[complete]";

    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "fish"];

    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        "fish" => Fish,
        _ => throw new System.Diagnostics.UnreachableException(Quoted.Text(shell)),
    };

    // Bash takes a colon and an equals sign for the end of a word: the line is parted by spaces here, and of an answer only
    // what stands behind the last such sign is given back.
    private const string Bash =
        """
        # bash completion of alb: eval "$(alb completion bash)"
        _alb() {
            local line="${COMP_LINE:0:COMP_POINT}" IFS=$' \t\n' words current candidate
            read -ra words <<< "$line"
            [[ "$line" == *[[:space:]] ]] && words+=("")
            current="${words[${#words[@]}-1]}"
            local before="${current%"${current##*[:=]}"}"
            COMPREPLY=()
            while IFS= read -r candidate; do
                COMPREPLY+=("${candidate#"$before"}")
            done < <("${words[0]/#\~/$HOME}" "[complete]" "${words[@]:1}" 2>/dev/null)
            [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" == *[:=] ]] && compopt -o nospace
            return 0
        }
        complete -o default -F _alb alb

        """;

    private const string Zsh =
        """
        #compdef alb
        # zsh completion of alb: eval "$(alb completion zsh)"
        _alb() {
            local -a candidates ended open
            candidates=("${(@f)$("${words[1]}" "[complete]" "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            candidates=(${candidates:#})
            if (( ${#candidates} == 0 )); then
                _files
                return
            fi
            open=(${(M)candidates:#*[:=]})
            ended=(${candidates:#*[:=]})
            compadd -a ended
            compadd -S '' -a open
        }
        if [[ "$funcstack[1]" == _alb ]]; then _alb; else compdef _alb alb; fi

        """;

    private const string Fish =
        """
        # fish completion of alb: alb completion fish | source
        function __alb_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l candidates ($words[1] "[complete]" $words[2..-1] "$current" 2>/dev/null)
            if test (count $candidates) -gt 0
                printf '%s\n' $candidates
            else
                __fish_complete_path "$current"
            end
        end
        complete -c alb -f -a '(__alb_complete)'

        """;
}
