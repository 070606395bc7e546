using System.Globalization;
using System.Net;

namespace AlbEmulator.Clusters.Objects;

/// <summary>Asks a cluster for all objects of a kind, page by page.</summary>
/// <param name="api">The cluster.</param>
/// <param name="kind">The kind.</param>
/// <param name="file">What stands in the place of a file.</param>
internal sealed class KindLister(ClusterApi api, ObjectKind kind, string file)
{
    /// <summary>Pages in a row without an object, which a list of some objects may have.</summary>
    private const int MostEmpty = 1000;

    /// <summary>Objects of a page.</summary>
    public const int PageSize = 250;

    /// <summary>How often a list is begun anew that ended on the way.</summary>
    private const int MostBeginnings = 3;

    /// <summary>Of a page that is too long the next try asks for an eighth.</summary>
    private const int Smaller = 8;

    /// <summary>Where it is asked for: in all namespaces or, where that is not permitted, in that of the context.</summary>
    private IEnumerable<string> Namespaces => kind.IsNamespaced && ClusterObject.IsName(api.Access.Namespace) ? ["", api.Access.Namespace] : [""];

    /// <exception cref="Exception">Of many kinds: the cluster does not answer, or tells what is no list.</exception>
    public async Task<KindList> ReadAsync(CancellationToken cancellation)
    {
        string? forbidden = null;
        foreach (var (version, nameSpace) in kind.Versions.SelectMany(version => Namespaces.Select(nameSpace => (version, nameSpace))))
        {
            try
            {
                return await ReadAsync(version, nameSpace, cancellation);
            }
            catch (ClusterRefusal refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
                forbidden = refusal.Status == HttpStatusCode.Forbidden ? refusal.Message : forbidden;
            }
        }

        return KindList.Absent with { Forbidden = forbidden };
    }

    private async Task<KindList> ReadAsync(string version, string nameSpace, CancellationToken cancellation)
    {
        for (var beginnings = 1; ; beginnings++)
        {
            try
            {
                var (objects, resourceVersion) = await PagesAsync(version, nameSpace, cancellation);
                return new KindList(objects, version, nameSpace, resourceVersion);
            }
            catch (ClusterRefusal refusal) when (refusal.Status == HttpStatusCode.Gone && beginnings < MostBeginnings)
            {
                // The next page took too long to be asked for.
            }
        }
    }

    private async Task<(IReadOnlyList<ClusterObject> Objects, string ResourceVersion)> PagesAsync(
        string version, string nameSpace, CancellationToken cancellation)
    {
        var objects = new List<ClusterObject>();
        var (next, size, bytes, empty) = ("", PageSize, 0L, 0);
        while (true)
        {
            ListPage page;
            try
            {
                var json = await api.GetAsync(Path(version, nameSpace, size, next), cancellation);
                page = ListPage.Read(json.Span, kind, version, file);
            }
            catch (IOException) when (size > 1 && !cancellation.IsCancellationRequested)
            {
                // It may be too long for one answer, or broken off.
                size = Math.Max(1, size / Smaller);
                continue;
            }

            objects.AddRange(page.Objects);
            bytes += page.Objects.Sum(item => (long)item.Size);
            if (!KindObjects.AreFew(objects.Count, bytes))
            {
                throw KindObjects.TooMany();
            }

            // A page may be empty where only some are asked for, but not all of them without an end.
            empty = page.Objects.Count == 0 ? empty + 1 : 0;
            if (empty > MostEmpty)
            {
                throw ObjectReader.NoObject(kind);
            }

            if (page.Continue.Length == 0)
            {
                return (objects, page.ResourceVersion);
            }

            next = page.Continue;
        }
    }

    private string Path(string version, string nameSpace, int size, string next) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.Path(version, nameSpace)}?limit={size}{(kind.Selector.Length > 0 ? $"&{kind.Selector}" : "")}{(next.Length > 0 ? $"&continue={Uri.EscapeDataString(next)}" : "")}");
}
