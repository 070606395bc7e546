using AlbEmulator.Machine;

namespace AlbEmulator.Stores;

/// <summary>A file to keep.</summary>
/// <param name="Path">Below the folder of the store, with <c>/</c> between its parts; it begins with one of <see cref="Beginnings"/>.</param>
/// <param name="Content">All of it.</param>
internal sealed record KeptFile(string Path, ReadOnlyMemory<byte> Content)
{
    private const long Longest = 256 * 1024 * 1024;

    /// <summary>Below it are keys, of cookies and of users.</summary>
    public const string Keys = "keys/";

    /// <summary>So the two files of the development authority begin.</summary>
    public const string Authority = "tls/authority.";

    /// <summary>Below it is what trust stores are made of.</summary>
    public const string TrustStores = "elbv2/trust-stores/";

    /// <summary>Of the paths of all that are kept: what else is in the folder is of one program alone.</summary>
    public static IReadOnlyList<string> Beginnings { get; } = [Keys, Authority, TrustStores];

    public string Path { get; } = Beginnings.Any(beginning => Path.StartsWith(beginning, StringComparison.Ordinal) && Path.Length > beginning.Length)
        && !Path.Split('/').Any(static part => part is "" or "." or "..") && !Path.Any(static c => c is <= ' ' or > '~' or '\\' or '#' or ':')
        ? Path
        : throw new InvalidDataException($"{Path} is no file that is kept");

    /// <summary>Whether it holds secrets, so that nobody else may read it, whatever is said.</summary>
    public bool IsPrivate => Path.StartsWith(Keys, StringComparison.Ordinal) || Path.EndsWith(".key", StringComparison.Ordinal);

    /// <summary>Paths of those that are in a folder.</summary>
    public static IEnumerable<string> PathsIn(string folder) =>
        from beginning in Beginnings
        let within = System.IO.Path.Combine(folder, System.IO.Path.GetDirectoryName(beginning)!)
        where Directory.Exists(within)
        from file in Directory.GetFiles(within).Order(StringComparer.Ordinal)
        let path = System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/')
        where path.StartsWith(beginning, StringComparison.Ordinal)
        select path;

    /// <summary>Those that are in a folder.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public static IEnumerable<KeptFile> In(string folder) => PathsIn(folder).Select(path =>
    {
        var full = System.IO.Path.Combine(folder, path);
        var content = RegularFile.Read(full, Longest);
        return new KeptFile(path, content.Bytes ?? throw new IOException($"{full} {content.Problem}"));
    });
}
