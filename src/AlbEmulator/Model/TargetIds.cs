using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AlbEmulator.Model;

/// <summary>
/// What a target may be called: an IP address or the ARN of a Lambda function as in AWS; beyond AWS a host name, or
/// <see cref="Target.EchoId"/>.
/// </summary>
public static partial class TargetIds
{
    private const string AllZones = "all";
    private const int LongestHost = 253;
    private const int LongestLabel = 63;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>What is wrong with the <c>Id</c> of a target, or null.</summary>
    /// <param name="id">The target.</param>
    /// <param name="type">Of the group.</param>
    /// <param name="addressType">Of the group: the family that an address must have; null for either.</param>
    public static string? ProblemWith(string id, TargetType type, TargetGroupAddressType? addressType) => type switch
    {
        TargetType.Ip => ProblemWithAddress(id, addressType),
        TargetType.Lambda => IsFunction(id)
            ? null
            : "must be the ARN of a Lambda function, such as arn:aws:lambda:us-east-1:000000000000:function:NAME",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An address in its one form, since IPv6 has many: <c>::1</c> for <c>0:0::1</c>; all else as it is.</summary>
    public static string Canonical(string id) =>
        Addresses.TryParse(id, out var address) ? Addresses.Plain(address).ToString() : id;

    /// <summary>
    /// What is asked for as <c>id</c>, <c>id:port</c>, <c>[ipv6]</c> or <c>[ipv6]:port</c>. An IPv6 address as a whole has no
    /// port, and neither has the ARN of a function's version.
    /// </summary>
    public static (string Id, int? Port) WithPort(string asked)
    {
        var colon = asked.LastIndexOf(':');
        var before = colon < 0 ? "" : Unbracketed(asked[..colon]);
        var mayHave = colon >= 0 && !Addresses.TryParse(asked, out _) &&
            (!before.Contains(':', StringComparison.Ordinal) || Addresses.TryParse(before, out _));
        return mayHave && int.TryParse(asked.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? (Canonical(before), port)
            : (Canonical(Unbracketed(asked)), null);
    }

    private static string Unbracketed(string id) => id is ['[', .. var address, ']'] ? address : id;

    /// <summary>What is wrong with the URL that invokes a Lambda function, or null.</summary>
    public static string? ProblemWithInvokeUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" &&
        parsed.Fragment.Length == 0 && parsed.UserInfo.Length == 0
            ? null
            : $"must be a URL such as http://localhost:9000/2015-03-31/functions/function/invocations, " +
              $"not {Quoted.Text(url)}";

    /// <summary>What is wrong with the <c>AvailabilityZone</c> of a Lambda function, or null.</summary>
    public static string? ProblemWithZone(string zone) => zone == AllZones
        ? null
        : $"AvailabilityZone of a Lambda function is \"{AllZones}\", not {Quoted.Text(zone)}: remove it";

    private static string? ProblemWithAddress(string id, TargetGroupAddressType? addressType)
    {
        if (Addresses.TryParse(id, out var address))
        {
            return (Addresses.IsIPv6(Addresses.Plain(address)), addressType) switch
            {
                (true, TargetGroupAddressType.Ipv4) =>
                    "is an IPv6 address, and the IpAddressType of the target group is ipv4: write IpAddressType ipv6 for it",
                (false, TargetGroupAddressType.Ipv6) =>
                    "is an IPv4 address, and the IpAddressType of the target group is ipv6: write an IPv6 address",
                _ => null,
            };
        }

        if (LooksLikeInstance(id))
        {
            return "is the ID of an instance, which is not supported yet: write the address or the host name";
        }

        if (id.StartsWith("arn:", StringComparison.Ordinal))
        {
            return IsFunction(id)
                ? "is a Lambda function: write TargetType lambda for the target group"
                : "is an ARN, and not one of a Lambda function: write an IP address or a host name";
        }

        return IsHostName(id)
            ? null
            : "must be an IP address, a host name without scheme or port, or \"echo\"";
    }

    /// <summary><c>arn:aws:lambda:REGION:ACCOUNT:function:NAME</c>, perhaps with a version or an alias.</summary>
    private static bool IsFunction(string id) => FunctionArn().IsMatch(id);

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

    [GeneratedRegex(
        @"^arn:aws(-[a-z]+)*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}(:([A-Za-z0-9_-]{1,128}|\$LATEST))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex FunctionArn();
}
