using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using AlbEmulator.Machine;
using AlbEmulator.Stores;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AlbEmulator.Stickiness;

/// <summary>
/// A key ring in a store, a file for each key, as ASP.NET Data Protection keeps it. A file that is none, or is broken, costs
/// the cookies that were sealed with its key, and is told once.
/// <see href="https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format"/>
/// </summary>
internal sealed partial class KeyFiles(Store store, ILogger log) : IXmlRepository
{
    private const int LongestKey = 1024 * 1024;

    private readonly ConcurrentDictionary<string, string> _told = new();

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var folder = store.PathOf(KeptFile.Keys);
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(Read).OfType<XElement>()] : [];
    }

    /// <summary>Of several nodes that begin at once one makes the first key, which is good at once; keys after it are good two days later.</summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var content = new MemoryStream();
        element.Save(content);
        var isFirst = GetAllElements().Count == 0;
        store.Keep([new KeptFile($"{KeptFile.Keys}{friendlyName}.xml", content.ToArray())], isFirst ? $"{KeptFile.Keys}key-" : null);
    }

    private XElement? Read(string path)
    {
        var content = RegularFile.Read(path, LongestKey);
        var problem = content.Problem;
        if (content.Bytes is { } bytes)
        {
            try
            {
                return XElement.Load(new MemoryStream(bytes));
            }
            catch (XmlException exception)
            {
                problem = $"is no key: {exception.Message}";
            }
        }

        if (!_told.TryGetValue(path, out var before) || before != problem)
        {
            _told[path] = problem;
            LogUnread(path, problem);
        }

        return null;
    }

    [LoggerMessage(LogLevel.Warning, "{Path} {Problem}. Cookies that were sealed with its key are no longer known")]
    private partial void LogUnread(string path, string problem);
}
