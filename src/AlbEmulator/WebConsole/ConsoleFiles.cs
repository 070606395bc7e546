namespace AlbEmulator.WebConsole;

/// <summary>The files of the console, which are in the program itself: it needs no folder and no network.</summary>
internal sealed class ConsoleFiles
{
    /// <summary>How the names of its resources begin.</summary>
    private const string Begin = "WebConsole/";

    private readonly Dictionary<string, ConsoleFile> _files = new(StringComparer.Ordinal);

    /// <param name="made">Files that are made by the program: their names, and what is in them.</param>
    public ConsoleFiles(params IEnumerable<(string Name, Func<byte[]> Read)> made)
    {
        var program = typeof(ConsoleFiles).Assembly;
        foreach (var resource in program.GetManifestResourceNames())
        {
            // The folders of a build on Windows have its separator.
            var name = resource.Replace('\\', '/');
            if (name.StartsWith(Begin, StringComparison.Ordinal))
            {
                Add(name[Begin.Length..], () => Read(resource));
            }
        }

        foreach (var (name, read) in made)
        {
            Add(name, read);
        }

        void Add(string name, Func<byte[]> read) => _files.Add(name, new ConsoleFile(name, read));

        byte[] Read(string resource)
        {
            using var stream = program.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>The page itself.</summary>
    public ConsoleFile Page => _files["index.html"];

    /// <summary>Names of all files.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>A file; null where there is none of that name.</summary>
    public ConsoleFile? Find(string name) => _files.GetValueOrDefault(name);
}
