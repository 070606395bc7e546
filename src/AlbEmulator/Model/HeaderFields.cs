using System.Buffers;

namespace AlbEmulator.Model;

/// <summary>
/// What names and values of headers a listener may be told to send.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html"/>
/// </summary>
public static class HeaderFields
{
    private const string LettersAndDigits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> OfValues = SearchValues.Create(
        LettersAndDigits + @"_ :;.,\/'?!(){}[]@<>=-+*#&`|~^%");

    private static readonly SearchValues<char> OfNames = SearchValues.Create(LettersAndDigits + "-_");

    /// <summary>What is wrong with a value, or null.</summary>
    public static string? ProblemWithValue(string value) => value.AsSpan().IndexOfAnyExcept(OfValues) is var at and >= 0
        ? $@"must be of letters, digits and _ :;.,\/'?!(){{}}[]@<>=-+*#&`|~^%, not {Quoted.Text(value[at..(at + 1)])}"
        : null;

    /// <summary>What is wrong with a name, or null. AWS does not say: as much is taken as names of conditions have.</summary>
    public static string? ProblemWithName(string name) => name switch
    {
        "" => "must not be empty",
        { Length: > Bounds.LongestHeaderName } =>
            $"must have at most {Bounds.LongestHeaderName} characters, not {name.Length}",
        _ when name.AsSpan().IndexOfAnyExcept(OfNames) is var at and >= 0 =>
            $"must be of letters, digits, hyphens and underscores, not {Quoted.Text(name[at..(at + 1)])}",
        _ => null,
    };
}
