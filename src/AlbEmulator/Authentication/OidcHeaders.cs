using System.Text;
using AlbEmulator.Http1;
using AlbEmulator.Requests;
using AlbEmulator.Stickiness;

namespace AlbEmulator.Authentication;

/// <summary>
/// What targets are told of users, and what they are not told of the load balancer's own cookies.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
internal static class OidcHeaders
{
    /// <summary>What a client says under these names is not the load balancer's word.</summary>
    public static void Remove(IHeaderDictionary headers)
    {
        if (headers is WireHeaders { Set.Count: 0 } wire)
        {
            for (var index = 0; index < wire.Lines.Count; index++)
            {
                if (IsOne(wire.Lines.Name(index)))
                {
                    wire.Remove(index);
                }
            }

            return;
        }

        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (name.StartsWith(UserHeaders.Prefix, StringComparison.OrdinalIgnoreCase))
            {
                (found ??= []).Add(name);
            }
        }

        foreach (var name in found ?? [])
        {
            headers.Remove(name);
        }
    }

    /// <summary>Among the client's headers, from which targets get theirs.</summary>
    public static void Write(IHeaderDictionary headers, LoginSession session, string data)
    {
        headers[UserHeaders.AccessToken] = ByteText.ToBytes(session.AccessToken);
        headers[UserHeaders.Identity] = ByteText.ToBytes(session.Claims.Subject);
        headers[UserHeaders.Data] = data;
    }

    /// <summary>
    /// Takes the cookies of a session out of the header that a target gets, each with the separator behind it: of an ALB one
    /// was seen that ends in <c>"; "</c>, and an empty one.
    /// </summary>
    public static void CutCookies(AlbRequest request, SessionCookies cookies)
    {
        var headers = request.Context.Request.Headers;
        if (headers is WireHeaders { Set.Count: 0 } wire)
        {
            CutLines(wire, cookies);
            return;
        }

        if (headers.Cookie is { Count: > 0 } values)
        {
            // Over HTTP/2 they come one by one, and are one header all the same.
            headers.Cookie = Cut(values is [{ } one] ? one : string.Join("; ", values.ToArray()), cookies);
        }
    }

    /// <summary>In HTTP/1 a line stays where it is, as the client wrote its name.</summary>
    private static void CutLines(WireHeaders headers, SessionCookies cookies)
    {
        for (var index = headers.Lines.Find(HeaderName.Cookie, 0); index >= 0; index = headers.Lines.Find(HeaderName.Cookie, index + 1))
        {
            if (!headers.IsRemoved(index))
            {
                headers.Change(index, Cut(Encoding.Latin1.GetString(headers.Lines.Value(index)), cookies));
            }
        }
    }

    private static string Cut(string header, SessionCookies cookies)
    {
        StringBuilder? kept = null;
        var from = 0;
        while (from < header.Length)
        {
            var end = header.IndexOf(';', from);
            var next = end < 0 ? header.Length : end + 1;
            while (next < header.Length && header[next] == ' ')
            {
                next++;
            }

            if (IsShard(header.AsSpan(from, next - from), cookies))
            {
                kept ??= new StringBuilder(header, 0, from, header.Length);
            }
            else
            {
                kept?.Append(header, from, next - from);
            }

            from = next;
        }

        return kept?.ToString() ?? header;
    }

    private static bool IsShard(ReadOnlySpan<char> pair, SessionCookies cookies)
    {
        var cookie = pair.TrimStart();
        foreach (var name in cookies.Names)
        {
            if (CookieHeader.IsNamed(cookie, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOne(ReadOnlySpan<byte> name) =>
        name.Length > UserHeaders.Prefix.Length && Ascii.EqualsIgnoreCase(name[..UserHeaders.Prefix.Length], UserHeaders.Prefix);
}
