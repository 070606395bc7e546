using System.Net;

namespace AlbEmulator.Model;

/// <summary>
/// Where a log of a load balancer goes.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html"/>
/// </summary>
/// <param name="Name">Of the bucket.</param>
/// <param name="Prefix">Before the keys of its objects, without a slash at the end; may be empty.</param>
public sealed record LogBucket(string Name, string Prefix)
{
    private const int LeastName = 3;
    private const int MostName = 63;

    /// <summary>Of one part between slashes: it may be the name of a folder.</summary>
    private const int MostPart = 255;

    /// <summary>What S3 reserves for names of its own.</summary>
    private static readonly string[] ReservedStarts = ["xn--", "sthree-"];

    private static readonly string[] ReservedEnds = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

    /// <summary>
    /// What is wrong with the name of a bucket, or null; empty is none.
    /// <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"/>
    /// </summary>
    public static string? ProblemWithName(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        if (name.Length is < LeastName or > MostName || !name.All(IsOfName)
            || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            return $"must be the name of a bucket, {LeastName} to {MostName} lower-case letters, digits, hyphens and dots " +
                $"that begins and ends with a letter or digit, not {Quoted.Text(name)}";
        }

        if (name.Contains("..", StringComparison.Ordinal) || IsAddress(name))
        {
            return $"must be the name of a bucket, without two dots in a row and not an IP address, not {Quoted.Text(name)}";
        }

        var reserved = ReservedStarts.FirstOrDefault(start => name.StartsWith(start, StringComparison.Ordinal))
            ?? ReservedEnds.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal));
        return reserved is null ? null : $"must not have {Quoted.Text(reserved)}, which S3 reserves, in {Quoted.Text(name)}";
    }

    /// <summary>What is wrong with a prefix, or null; empty is none.</summary>
    public static string? ProblemWithPrefix(string prefix)
    {
        if (prefix.Length == 0)
        {
            return null;
        }

        if (prefix.Contains("AWSLogs", StringComparison.Ordinal))
        {
            return $"must not contain \"AWSLogs\", which comes behind it by itself: {Quoted.Text(prefix)}";
        }

        if (!prefix.All(IsOfKey))
        {
            return $"must be of letters, digits, spaces and !-_.*'()/&$@=;:+, only, not {Quoted.Text(prefix)}";
        }

        return prefix.Split('/').Any(part => part is "" or "." or ".." || part.Length > MostPart)
            ? $"must not begin or end with a slash, nor have an empty part, \".\" or \"..\": {Quoted.Text(prefix)}"
            : null;
    }

    private static bool IsOfName(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '.';

    private static bool IsOfKey(char character) =>
        char.IsAsciiLetterOrDigit(character) || " !-_.*'()/&$@=;:+,".Contains(character, StringComparison.Ordinal);

    private static bool IsAddress(string name) =>
        name.Count(character => character == '.') == 3 && IPAddress.TryParse(name, out _);
}
