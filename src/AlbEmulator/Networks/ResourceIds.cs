using System.Buffers;
using AlbEmulator.Model;

namespace AlbEmulator.Networks;

/// <summary>
/// Ids of a network: a prefix, a hyphen, and 17 hexadecimal digits or, as until 2018, 8.
/// <see href="https://docs.aws.amazon.com/ec2/latest/userguide/ec2-resource-ids.html"/>
/// </summary>
internal static class ResourceIds
{
    private const int Digits = 17;
    private const int OldDigits = 8;
    private const int NameDigits = 12;
    private const int CheckDigits = Digits - NameDigits;
    private const int HexOfDigest = 32;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether it may be the id of a resource of this kind.</summary>
    public static bool IsWellFormed(string id, string prefix) =>
        id.StartsWith(prefix, StringComparison.Ordinal) && id.Length > prefix.Length && id[prefix.Length] == '-'
        && id.Length - prefix.Length - 1 is Digits or OldDigits
        && !id.AsSpan(prefix.Length + 1).ContainsAnyExcept(Hex);

    /// <summary>
    /// The id of something that the emulator made or has by convention, the same in every run. Its last digits follow
    /// from the ones before, so that <see cref="IsDerived"/> knows it again when the thing itself is gone.
    /// </summary>
    public static string Derived(string prefix, params ReadOnlySpan<string> names)
    {
        var digits = HexOf($"{prefix}\n{string.Join('\n', names)}", NameDigits);
        return $"{prefix}-{digits}{CheckOf(digits)}";
    }

    /// <summary>Whether an id is one of the emulator's own making: one that names nothing now is that of a thing deleted.</summary>
    public static bool IsDerived(string id)
    {
        var digits = id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..];
        return digits.Length == Digits && digits[NameDigits..] == CheckOf(digits[..NameDigits]);
    }

    /// <summary>
    /// Whether an id of the right form was made elsewhere, in AWS or by hand. Where it stands in no setting, the thing is
    /// there by convention.
    /// </summary>
    public static bool IsForeign(string id, string prefix) => IsWellFormed(id, prefix) && !IsDerived(id);

    /// <summary>The last digit as a number, by which an id that stands nowhere has its zone.</summary>
    public static int LastDigit(string id) => Convert.ToInt32(id[^1..], 16);

    private static string CheckOf(string digits) => HexOf($"derived\n{digits}", CheckDigits);

    private static string HexOf(string text, int digits) =>
        Digest.Of(text).ToString($"x{HexOfDigest}", System.Globalization.CultureInfo.InvariantCulture)[..digits];
}
