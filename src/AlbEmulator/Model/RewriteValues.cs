namespace AlbEmulator.Model;

/// <summary>
/// What the rewrites of a transform may look like.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html"/>
/// </summary>
public static class RewriteValues
{
    /// <summary>What is wrong with a pattern, or null.</summary>
    public static string? ProblemWithRegex(string regex) => regex.Length == 0
        ? "must not be empty"
        : AlbRegex.ProblemWith(regex) is { } problem ? $"{Quoted.Text(regex)} {Quoted.Sentence(problem)}" : null;

    /// <summary>What is wrong with the replacement for a pattern that is right, or null.</summary>
    public static string? ProblemWithReplace(string regex, string replace)
    {
        var groups = AlbRegex.Compile(regex, ignoreCase: false).GetGroupNumbers().Length - 1;
        for (var i = 0; i + 1 < replace.Length; i++)
        {
            // A $ behind one of these may be meant as itself.
            var isEscaped = i > 0 && replace[i - 1] is ('$' or '\\');
            if (replace[i] == '$' && !isEscaped && char.IsAsciiDigit(replace[i + 1]) && replace[i + 1] - '0' > groups)
            {
                return $"names ${replace[i + 1]}, and the Regex has {Told(groups)}";
            }
        }

        return null;
    }

    private static string Told(int groups) => groups switch
    {
        0 => "no group: put what is to be kept into ( )",
        1 => "one group",
        _ => $"{groups} groups",
    };
}
