using AlbEmulator.Listeners;

namespace AlbEmulator.Differences;

/// <summary>Makes a request for a region: what the region does not say is as few rules as possible ask for it.</summary>
internal sealed class Examples
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    private static readonly string[] Hosts = ["elsewhere.example", "another.test"];
    private static readonly string[] Paths = ["/elsewhere", "/another"];
    private static readonly string[] Addresses = ["203.0.113.7", "198.51.100.7", "192.0.2.7", "8.8.8.8", "10.0.0.7", "127.0.0.1", "2001:db8::7"];

    private readonly RequestHosts _hosts;
    private readonly Example _anybody = new(Methods[0], Hosts[0], Paths[0], [], Addresses[0]);

    /// <param name="hosts">What a listener makes of hosts.</param>
    /// <param name="all">Whatever the rules ask for.</param>
    public Examples(RequestHosts hosts, IReadOnlyCollection<Atom> all)
    {
        _hosts = hosts;
        var atoms = all.ToLookup(static atom => atom.Part);
        _anybody = Least(Methods, atoms[RequestPart.Method], static (example, value) => example with { Method = value });
        _anybody = Least(Hosts, atoms[RequestPart.Host], static (example, value) => example with { Host = value });
        _anybody = Least(Paths, atoms[RequestPart.Path], static (example, value) => example with { Uri = value });
        _anybody = Least(Addresses, atoms[RequestPart.SourceIp], static (example, value) => example with { SourceIp = value });
    }

    /// <summary>A request of a region; null where there is none, or none is found.</summary>
    public Example? Of(Region region)
    {
        var example = _anybody;
        foreach (var part in region.Atoms.GroupBy(static atom => (atom.Part, Name: atom.Part == RequestPart.Header ? atom.Name!.ToUpperInvariant() : "")))
        {
            var atoms = part.ToList();
            if (Candidates(atoms).Select(text => With(example, atoms[0], text)).FirstOrDefault(made => atoms.All(atom => atom.Holds(made.Subject(_hosts)))) is not { } found)
            {
                return null;
            }

            example = found;
        }

        return example;
    }

    private Example Least(IEnumerable<string> values, IEnumerable<Atom> atoms, Func<Example, string, Example> with)
    {
        var asked = atoms.Distinct().ToList();
        return values.Select(value => with(_anybody, value)).MinBy(example => asked.Count(atom => atom.Holds(example.Subject(_hosts))))!;
    }

    private static Example With(Example example, Atom atom, string text) => atom.Part switch
    {
        RequestPart.Method => example with { Method = text },
        RequestPart.Host => example with { Host = text },
        RequestPart.Path => example with { Uri = text.StartsWith('/') ? text : $"/{text}" },
        RequestPart.Header => example with { Headers = [.. example.Headers, KeyValuePair.Create(atom.Name!, text)] },
        RequestPart.Query => example with { Uri = $"{example.Uri.Split('?')[0]}?{text}" },
        RequestPart.SourceIp => example with { SourceIp = text },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<string> Candidates(List<Atom> atoms) => atoms[0].Part switch
    {
        RequestPart.Query => [string.Join('&', atoms.Select(static atom => $"{Sample(atom.Name ?? "q")}={Sample(atom.Text)}"))],
        RequestPart.SourceIp => atoms.Select(static atom => Atom.Network(atom).BaseAddress.ToString()),
        _ => Common(atoms).Concat(atoms.Select(static atom => atom.IsRegex ? RegexSample.Of(atom.Text) : Wildcards.Sample(atom.Text))),
    };

    /// <summary>What two patterns have in common, or what is both at once.</summary>
    private static IEnumerable<string> Common(List<Atom> atoms) => atoms is [{ IsRegex: false } one, { IsRegex: false } other]
        && Wildcards.Common(one.Text, other.Text) is { } common ? [common] : [];

    /// <summary>Of a query, where <c>\*</c> and <c>\?</c> stand for themselves.</summary>
    private static string Sample(string pattern) => Wildcards.Sample(pattern
        .Replace(@"\*", "\u0001", StringComparison.Ordinal).Replace(@"\?", "\u0002", StringComparison.Ordinal))
        .Replace('\u0001', '*').Replace('\u0002', '?');
}
