using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Ec2;

/// <summary>
/// <c>MaxResults</c> and <c>NextToken</c>: which part of a list is asked for.
/// <see href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html#api-pagination"/>
/// </summary>
/// <param name="First">Place of the first.</param>
/// <param name="Count">How many at most; null for all.</param>
internal sealed record Ec2Page(int First, int? Count)
{
    private const int Least = 5;
    private const int Most = 1000;

    public static (Ec2Page Page, QueryError? Error) Read(QueryValue parameters)
    {
        var all = new Ec2Page(0, null);
        int? count = null;
        if (parameters.Text("MaxResults") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < Least)
            {
                return (all, Ec2Errors.InvalidValue(
                    $"Value ( {Quoted.Plain(text)} ) for parameter maxResults is invalid. Expecting a value greater than "
                        + $"or equal to {Least}."));
            }

            count = Math.Min(number, Most);
        }

        if (parameters.Text("NextToken") is not { } token)
        {
            return (all with { Count = count }, null);
        }

        return PlaceOf(token) is { } first
            ? (new(first, count), null)
            : (all, new("InvalidNextToken", $"The token '{Quoted.Plain(token)}' is invalid"));
    }

    /// <summary>The part, and the token of what is behind it.</summary>
    public (IReadOnlyList<T> Part, string? NextToken) Of<T>(IReadOnlyList<T> all)
    {
        T[] part = [.. all.Skip(First).Take(Count ?? all.Count)];
        return (part, First + part.Length < all.Count ? TokenOf(First + part.Length) : null);
    }

    private static string TokenOf(int place) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"from {place}")));

    private static int? PlaceOf(string token)
    {
        Span<byte> bytes = stackalloc byte[32];
        return token.Length <= bytes.Length && Base64Url.IsValid(token)
            && Encoding.Latin1.GetString(bytes[..Base64Url.DecodeFromChars(token, bytes)]) is ['f', 'r', 'o', 'm', ' ', .. var place]
            && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
