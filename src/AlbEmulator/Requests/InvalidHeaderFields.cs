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

    public static bool IsValid(string name) => !name.AsSpan().ContainsAnyExcept(Valid);

    /// <summary>Whether there were any.</summary>
    public static bool Drop(IHeaderDictionary headers)
    {
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
}
