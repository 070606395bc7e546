using System.Numerics;

namespace AlbEmulator.Model;

/// <summary>
/// A request target that names a scheme and a host before its path, as clients send it to proxies: its host goes before
/// that of the Host header.
/// <see href="https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form"/>
/// </summary>
public static class AbsoluteTarget
{
    /// <param name="target">As it stands in the request line, in bytes or in characters.</param>
    /// <param name="authority">Host and perhaps port, as they were written.</param>
    /// <param name="path">Path and query; where it does not begin with a slash, one is to be put before it.</param>
    /// <returns>Whether the target has this form, with some host.</returns>
    public static bool TrySplit<T>(ReadOnlySpan<T> target, out Range authority, out Range path)
        where T : struct, IBinaryInteger<T>
    {
        var (slash, colon, question) = (T.CreateTruncating('/'), T.CreateTruncating(':'), T.CreateTruncating('?'));
        var first = target.IndexOf(slash);
        if (first < 2 || target[first - 1] != colon || first + 1 == target.Length || target[first + 1] != slash
            || target[..first].Contains(question))
        {
            (authority, path) = (default, default);
            return false;
        }

        var start = first + 2;
        var end = target[start..].IndexOfAny(slash, question, T.CreateTruncating('#'));
        end = end < 0 ? target.Length : start + end;
        (authority, path) = (start..end, end..target.Length);
        return end > start;
    }
}
