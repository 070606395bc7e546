using System.Globalization;

namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// What the front of every AWS service says of a parameter that its model does not allow, before the service sees it.
/// Places are written as AWS writes them, such as <c>actions.1.member.order</c>.
/// <see href="https://smithy.io/2.0/spec/constraint-traits.html"/>
/// </summary>
internal static class Constraint
{
    private const string Code = "ValidationError";

    public static QueryError Missing(string wire) => new(
        Code,
        $"1 validation error detected: Value null at '{wire}' failed to satisfy constraint: Member must not be null");

    /// <summary>The error of a number that is out of its range.</summary>
    public static QueryError OutOfRange(string value, string wire, decimal least, decimal most)
    {
        var isBelow = decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number < least;
        return Of(value, wire, isBelow
            ? string.Create(CultureInfo.InvariantCulture, $"Member must have value greater than or equal to {least}")
            : string.Create(CultureInfo.InvariantCulture, $"Member must have value less than or equal to {most}"));
    }

    public static QueryError TooLong(string value, string wire, int longest) =>
        Of(value, wire, $"Member must have length less than or equal to {longest}");

    public static QueryError TooShort(string value, string wire, int shortest) =>
        Of(value, wire, $"Member must have length greater than or equal to {shortest}");

    public static QueryError NotOfPattern(string value, string wire, string pattern) =>
        Of(value, wire, $"Member must satisfy regular expression pattern: {pattern}");

    public static QueryError NotOneOf(string value, string wire, IEnumerable<string> choices) =>
        Of(value, wire, $"Member must satisfy enum value set: [{string.Join(", ", choices)}]");

    private static QueryError Of(string value, string wire, string constraint) => new(
        Code,
        $"1 validation error detected: Value '{QueryError.Value(value)}' at '{wire}' failed to satisfy constraint: {constraint}");
}
