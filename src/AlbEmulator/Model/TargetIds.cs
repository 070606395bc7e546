using System.Buffers;

namespace AlbEmulator.Model;

/// <summary>
/// What a target may be called: an IP address as in AWS; beyond AWS a host name, or <see cref="Target.EchoId"/>.
/// </summary>
public static class TargetIds
{
    private const int LongestHost = 253;
    private const int LongestLabel = 63;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>What is wrong with the <c>Id</c> of a target, or null.</summary>
    public static string? ProblemWith(string id)
    {
        if (Addresses.TryParse(id, out _))
        {
            return null;
        }

        if (LooksLikeInstance(id))
        {
            return "is the ID of an instance, which is not supported yet: write the address or the host name";
        }

        if (id.StartsWith("arn:", StringComparison.Ordinal))
        {
            return "is an ARN, and targets of that kind are not supported yet: write an IP address or a host name";
        }

        return IsHostName(id)
            ? null
            : "must be an IP address, a host name without scheme or port, or \"echo\"";
    }

    private static bool IsHostName(string id)
    {
        if (id.Length is 0 or > LongestHost)
        {
            return false;
        }

        var labels = id.Split('.');
        foreach (var label in labels)
        {
            if (label.Length is 0 or > LongestLabel || label[0] == '-' || label[^1] == '-' ||
                !label.All(IsLabelCharacter))
            {
                return false;
            }
        }

        // A name that ends in a number is an address with a slip in it.
        return !labels[^1].All(char.IsAsciiDigit);
    }

    // The underscore is not DNS, but names of containers have it.
    private static bool IsLabelCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private static bool LooksLikeInstance(string id) =>
        id.StartsWith("i-", StringComparison.Ordinal) && id.Length is 10 or 19 &&
            id.AsSpan(2).IndexOfAnyExcept(Hex) < 0;
}
