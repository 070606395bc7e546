using System.Buffers;

namespace AlbEmulator.Model;

/// <summary>
/// What the values of conditions may look like.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html"/>
/// </summary>
public static class ConditionValues
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(LettersAndDigits + "-.*?");
    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create(LettersAndDigits + "_-.$/~\"'@:+&*?");

    private static readonly SearchValues<char> MethodCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ-_");

    /// <summary>What is wrong with a host-header value, or null.</summary>
    public static ValueProblem? ProblemWithHost(string value)
    {
        if (ProblemWithLength(value) is { } length)
        {
            return length;
        }

        if (value.AsSpan().IndexOfAnyExcept(HostCharacters) is var at and >= 0)
        {
            return Forbidden(
                value,
                at,
                "a host holds letters, digits, \"-\" and \".\", and the wildcards \"*\" and \"?\"" +
                    (value[at] == ':' ? "; a host with its port is matched by RegexValues alone, such as \"^example\\.com:8443$\"" : ""));
        }

        var dot = value.LastIndexOf('.');
        if (dot < 0)
        {
            return BadForm(
                value, "needs at least one \".\": write a whole name such as \"api.example.com\" or \"*.example.com\"");
        }

        var end = value.AsSpan(dot + 1);
        foreach (var character in end)
        {
            if (!char.IsAsciiLetter(character))
            {
                return BadForm(
                    value, $"may hold only letters after its last \".\", not {Quoted.Text(character.ToString())}");
            }
        }

        return end.IsEmpty ? BadForm(value, "must not end with \".\"") : null;
    }

    /// <summary>
    /// What is wrong with a path-pattern value, or null. The value has been through <see cref="Path"/>.
    /// </summary>
    public static ValueProblem? ProblemWithPath(string value)
    {
        if (ProblemWithLength(value) is { } length)
        {
            return length;
        }

        return value.AsSpan().IndexOfAnyExcept(PathCharacters) is var at and >= 0
            ? Forbidden(
                value,
                at,
                "a path pattern holds letters, digits, _ - . $ / ~ \" ' @ : + & and the wildcards * and ?; the query is not "
                    + "compared")
            : null;
    }

    /// <summary>What is wrong with the name of a header that is compared, or null.</summary>
    public static ValueProblem? ProblemWithHeaderName(string name)
    {
        if (ProblemWithLength(name, Bounds.LongestHeaderName) is { } length)
        {
            return length;
        }

        if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
        {
            return BadForm(name, "must not be Host: write a host-header condition");
        }

        return name.AsSpan().IndexOfAnyExcept(HttpToken.Set) is var at and >= 0
            ? Forbidden(name, at, "the name of a header holds letters, digits and !#$%&'*+-.^_`|~, and no wildcards")
            : null;
    }

    /// <summary>What is wrong with an http-header value, a key or a value of a query-string, or null.</summary>
    public static ValueProblem? ProblemWithText(string value)
    {
        if (ProblemWithLength(value) is { } length)
        {
            return length;
        }

        // Others are not compared, so that such a value could never match.
        return value.AsSpan().IndexOfAnyExceptInRange(' ', '~') is var at and >= 0
            ? Forbidden(value, at, "only visible ASCII characters and spaces are compared")
            : null;
    }

    /// <summary>What is wrong with an http-request-method value, or null.</summary>
    public static ValueProblem? ProblemWithMethod(string value)
    {
        if (ProblemWithLength(value, Bounds.LongestMethod) is { } length)
        {
            return length;
        }

        return value.AsSpan().IndexOfAnyExcept(MethodCharacters) is var at and >= 0
            ? Forbidden(value, at, "a method holds the letters A-Z, \"-\" and \"_\", and no wildcards; case matters")
            : null;
    }

    /// <summary>What is wrong with a regular expression that stands in place of a value, or null.</summary>
    public static ValueProblem? ProblemWithRegex(string value) => ProblemWithLength(value) ??
        (AlbRegex.ProblemWith(value) is { } problem ? BadForm(value, Quoted.Sentence(problem)) : null);

    /// <summary>A path-pattern as it is compared: AWS has <c>&amp;</c> written as <c>&amp;amp;</c>.</summary>
    public static string Path(string value) => value.Replace("&amp;", "&", StringComparison.Ordinal);

    /// <summary>How many <c>*</c> and <c>?</c> a value holds.</summary>
    public static int Wildcards(string value)
    {
        var span = value.AsSpan();
        return span.Count('*') + span.Count('?');
    }

    /// <summary>
    /// How many <c>*</c> and <c>?</c> a key or a value of a query-string holds; <c>\*</c> and <c>\?</c> are none.
    /// </summary>
    public static int WildcardsOfQuery(string value)
    {
        var span = value.AsSpan();
        return Wildcards(value) - span.Count("\\*") - span.Count("\\?");
    }

    private static ValueProblem? ProblemWithLength(string value, int longest = Bounds.LongestConditionValue) =>
        value.Length == 0 ? new ValueProblem("must not be empty", new Fault.Empty())
        : value.Length > longest
            ? new ValueProblem(
                $"must have at most {longest} characters, not {value.Length}", new Fault.TooLong(value, longest))
        : null;

    private static ValueProblem Forbidden(string value, int at, string rule) =>
        new($"must not hold {Quoted.Text(value[at].ToString())}: {rule}", new Fault.BadCharacter(value));

    private static ValueProblem BadForm(string value, string message) => new(message, new Fault.BadForm(value));
}
