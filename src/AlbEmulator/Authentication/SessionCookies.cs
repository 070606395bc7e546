using System.Text;
using AlbEmulator.Stickiness;
using Microsoft.Extensions.Primitives;

namespace AlbEmulator.Authentication;

/// <summary>
/// The cookies in which a browser keeps a session: <c>NAME-0</c> to <c>NAME-3</c>, since no cookie may be longer than 4 KB.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#authentication-flow"/>
/// </summary>
/// <param name="name">Without the dash and the number.</param>
/// <param name="seal">Of the load balancer and this name, so that another's are none.</param>
internal sealed class SessionCookies(string name, CookieSeal seal)
{
    /// <summary>Cookies of a session at most: 16 KB.</summary>
    private const int MostShards = 4;

    /// <summary>Bytes of a name, its number and its value that every browser keeps.</summary>
    private const int ShardBytes = 4096;

    private readonly int _shardLength = ShardBytes - name.Length - 2;
    private readonly string[] _names = [.. Enumerable.Range(0, MostShards).Select(number => $"{name}-{number}")];
    private readonly LatelyKnown<string, LoginSession> _opened = new();

    /// <summary>Each shard's name, from 0.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The session that a client brings.</summary>
    /// <param name="header">Its Cookie header.</param>
    /// <param name="isThere">Whether it brings any, be it one that cannot be opened.</param>
    public LoginSession? Find(in StringValues header, out bool isThere)
    {
        isThere = CookieHeader.TryFind(header, _names[0], out var value);
        return !isThere ? null : value.Length < _shardLength ? Open(value.ToString()) : Open(Joined(header, value));
    }

    /// <summary>Names and values of the cookies that keep a session; null where it is too long.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Write(LoginSession session)
    {
        var text = seal.Seal(session.Write());
        // The last shard is shorter than the others, so that one left over from a longer session is not taken for its end.
        var shards = (text.Length / _shardLength) + 1;
        if (shards > MostShards)
        {
            return null;
        }

        _opened.Add(text, session);
        return
        [
            .. Enumerable.Range(0, shards).Select(number => KeyValuePair.Create(
                _names[number],
                text.Substring(number * _shardLength, Math.Min(_shardLength, text.Length - (number * _shardLength))))),
        ];
    }

    private string Joined(in StringValues header, ReadOnlySpan<char> first)
    {
        var text = new StringBuilder(first.Length * 2).Append(first);
        for (var number = 1; number < MostShards && CookieHeader.TryFind(header, _names[number], out var shard); number++)
        {
            text.Append(shard);
            if (shard.Length < _shardLength)
            {
                break;
            }
        }

        return text.ToString();
    }

    private LoginSession? Open(string text)
    {
        if (_opened.TryFind(text, out var known))
        {
            return known;
        }

        if (seal.Open(text) is not { } bytes || LoginSession.Read(bytes) is not { } session)
        {
            return null;
        }

        _opened.Add(text, session);
        return session;
    }
}
