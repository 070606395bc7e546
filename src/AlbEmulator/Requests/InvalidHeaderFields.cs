using System.Buffers;

namespace AlbEmulator.Requests;

/// <summary>
/// Headers whose names have more than letters, digits and hyphens: removed where the load balancer is told so, before
/// the rules look at the request.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html"/>
/// </summary>
internal static class InvalidHeaderFields
{
    private static readonly SearchValues<char> Valid = SearchValues.Create(
        "-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static void Drop(IHeaderDictionary headers)
    {
        List<string>? dropped = null;
        foreach (var (name, _) in headers)
        {
            if (name.AsSpan().ContainsAnyExcept(Valid))
            {
                (dropped ??= []).Add(name);
            }
        }

        foreach (var name in dropped ?? [])
        {
            headers.Remove(name);
        }
    }
}
