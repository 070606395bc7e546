using System.Globalization;

namespace AlbEmulator.Model;

/// <summary>The values that an attribute may have.</summary>
public abstract record AttributeValues
{
    private AttributeValues()
    {
    }

    public static OneOf Boolean { get; } = new("true", "false");

    /// <summary>What is wrong with a value, or null.</summary>
    public string? ProblemWith(string value) => this switch
    {
        OneOf one => one.Allowed.Contains(value) ? null : $"must be {Either(one.Allowed)}, not {Quoted.Text(value)}",
        WholeNumber number => number.Else == value || IsWithin(number, value)
            ? null
            : $"must be a whole number from {number.Least} to {number.Most}{OrElse(number)}, not {Quoted.Text(value)}",
        Text text => value.Length <= Bounds.LongestAttributeValue
            ? text.Check?.Invoke(value)
            : $"must have at most {Bounds.LongestAttributeValue} characters, not {value.Length}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static bool IsWithin(WholeNumber number, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) &&
        parsed >= number.Least && parsed <= number.Most;

    private static string OrElse(WholeNumber number) => number.Else is null ? "" : $", or {Quoted.Text(number.Else)}";

    private static string Either(IReadOnlyList<string> values) =>
        string.Join(" or ", values.Select(Quoted.Text));

    public sealed record OneOf(params IReadOnlyList<string> Allowed) : AttributeValues;

    /// <param name="Least">The smallest number.</param>
    /// <param name="Most">The largest number.</param>
    /// <param name="Else">One value more, such as <c>off</c>.</param>
    public sealed record WholeNumber(int Least, int Most, string? Else = null) : AttributeValues;

    /// <param name="Check">What is wrong with a text that is not too long, or null.</param>
    public sealed record Text(Func<string, string?>? Check = null) : AttributeValues;
}
