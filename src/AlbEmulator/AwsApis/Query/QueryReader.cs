using System.Text;
using System.Text.Unicode;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis.Query;

/// <summary>
/// From <c>application/x-www-form-urlencoded</c>, as it stands in a body or behind a question mark, to parameters.
/// </summary>
internal static class QueryReader
{
    /// <summary>Bytes of a request; a thousand targets take a tenth of it.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostParameters = 20_000;
    private const int LongestName = 512;
    private const int Deepest = 16;

    /// <summary>The parameters, or what is wrong with them.</summary>
    public static (QueryValue? Parameters, QueryError? Error) Read(ReadOnlySpan<byte> form)
    {
        var root = new QueryValue();
        var count = 0;
        foreach (var range in form.Split((byte)'&'))
        {
            var pair = form[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            if (++count > MostParameters)
            {
                return (null, Malformed($"there are more than {MostParameters} parameters"));
            }

            if (Add(pair, root) is { } problem)
            {
                return (null, Malformed(problem));
            }
        }

        return (root, null);
    }

    private static string? Add(ReadOnlySpan<byte> pair, QueryValue root)
    {
        var equals = pair.IndexOf((byte)'=');
        if (Decoded(equals < 0 ? pair : pair[..equals]) is not { } name ||
            Decoded(equals < 0 ? [] : pair[(equals + 1)..]) is not { } text)
        {
            return "a parameter is not UTF-8 with percent escapes";
        }

        if (name.Length is 0 or > LongestName)
        {
            return $"a parameter has a name of {name.Length} characters: it must have 1 to {LongestName}";
        }

        var parts = name.Split('.');
        if (parts.Length > Deepest || parts.Contains(""))
        {
            return $"{Quoted.Text(name)} is not the name of a parameter";
        }

        var at = root;
        foreach (var part in parts)
        {
            at = at.At(part);
        }

        if (at.Content is not null)
        {
            return $"{Quoted.Text(name)} is given twice";
        }

        at.Content = text;
        return null;
    }

    /// <summary>Null when it is not what it should be.</summary>
    private static string? Decoded(ReadOnlySpan<byte> escaped)
    {
        var bytes = new byte[escaped.Length];
        var length = 0;
        for (var i = 0; i < escaped.Length; i++)
        {
            var character = escaped[i];
            if (character == '%')
            {
                if (i + 2 >= escaped.Length ||
                    !char.IsAsciiHexDigit((char)escaped[i + 1]) ||
                    !char.IsAsciiHexDigit((char)escaped[i + 2]))
                {
                    return null;
                }

                character = Convert.FromHexString(Encoding.ASCII.GetString(escaped.Slice(i + 1, 2)))[0];
                i += 2;
            }
            else if (character == '+')
            {
                character = (byte)' ';
            }

            bytes[length++] = character;
        }

        return Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static QueryError Malformed(string problem) =>
        new("MalformedQueryString", $"The query string contains a syntax error: {problem}")
        {
            StatusCode = StatusCodes.Status404NotFound,
        };
}
