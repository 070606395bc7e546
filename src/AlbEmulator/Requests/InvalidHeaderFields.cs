using System.Buffers;
using System.Text;
using AlbEmulator.Http1;

namespace AlbEmulator.Requests;

/// <summary>
/// Headers whose names have more than letters, digits and hyphens: removed where the load balancer is told so, before
/// the rules look at the request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"/>
/// </summary>
internal static class InvalidHeaderFields
{
    private const string ValidCharacters = "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static readonly SearchValues<char> Valid = SearchValues.Create(ValidCharacters);

    private static readonly SearchValues<byte> ValidBytes = SearchValues.Create(Encoding.ASCII.GetBytes(ValidCharacters));

    /// <summary>Whether a client's header has such a name: what the load balancer adds under a name of its own is none.</summary>
    public static bool IsInvalid(AlbRequest request, string name)
    {
        if (IsValid(name))
        {
            return false;
        }

        foreach (var (_, own) in request.Listener.Listener.Attributes.RequestHeaderNames)
        {
            if (name.Equals(own, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsValid(ReadOnlySpan<byte> name) => !name.ContainsAnyExcept(ValidBytes);

    /// <summary>Whether there were any.</summary>
    public static bool Drop(IHeaderDictionary headers)
    {
        if (headers is WireHeaders wire)
        {
            return Drop(wire);
        }

        List<string>? dropped = null;
        foreach (var (name, _) in headers)
        {
            if (!IsValid(name))
            {
                (dropped ??= []).Add(name);
            }
        }

        foreach (var name in dropped ?? [])
        {
            headers.Remove(name);
        }

        return dropped is not null;
    }

    private static bool Drop(WireHeaders headers)
    {
        var areAny = false;
        for (var index = 0; index < headers.Lines.Count; index++)
        {
            if (!headers.IsRemoved(index) && !IsValid(headers.Lines.Name(index)))
            {
                headers.Remove(index);
                areAny = true;
            }
        }

        return areAny;
    }

    private static bool IsValid(string name) => !name.AsSpan().ContainsAnyExcept(Valid);
}
