using System.Text;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Access;

/// <summary>A token in a file that somebody else writes again before it ends, as a kubelet does it.</summary>
internal static class TokenFile
{
    /// <summary>After so long it is read again. A kubelet writes a new token when a fifth of the life of the old one is left, two minutes at least.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    /// <summary>Reads it.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="AccessException">It cannot be read.</exception>
    public static Credential Read(string path, TimeProvider time)
    {
        var content = RegularFile.Read(path, KubeConfig.Longest);
        return content.Bytes is { } bytes
            ? new Credential(Bearer(Encoding.UTF8.GetString(bytes).Trim(), path), null) { Until = time.GetUtcNow() + Life }
            : throw new AccessException($"the file of the token {Quoted.Text(path)} {content.Problem}");
    }

    public static CredentialSource Source(string path, TimeProvider time) => _ => Task.FromResult(Read(path, time));

    /// <summary>The value of the header; it may hold no line break, which would begin another header.</summary>
    /// <param name="token">The token.</param>
    /// <param name="place">Where it is from, for people.</param>
    public static string Bearer(string token, string place) => token.Length > 0 && token.All(static character => character is > ' ' and < '\x7f')
        ? $"Bearer {token}"
        : throw new AccessException($"{place}: the token is empty, or holds what no token can");
}
