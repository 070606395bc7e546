using System.Collections.Concurrent;
using System.Xml;
using System.Xml.Linq;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AlbEmulator.Stickiness;

/// <summary>
/// A key ring in a folder, a file for each key, as ASP.NET Data Protection keeps it. A file that is none, or is broken, costs
/// the cookies that were sealed with its key, and is told once.
/// <see href="https://learn.microsoft.com/aspnet/core/security/data-protection/implementation/key-storage-format"/>
/// </summary>
internal sealed partial class KeyFiles(DataFolder data, string folder, ILogger log) : IXmlRepository
{
    private const int LongestKey = 1024 * 1024;

    private readonly ConcurrentDictionary<string, string> _told = new();

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        data.MakeFolder(folder);
        return [.. Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(Read).OfType<XElement>()];
    }

    public void StoreElement(XElement element, string friendlyName) =>
        data.Replace(Path.Combine(folder, $"{friendlyName}.xml"), element.Save, isPrivate: true);

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
