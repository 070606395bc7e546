using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;

namespace AlbEmulator.RequestFiles;

/// <summary>A request that stands in a file.</summary>
internal abstract record WrittenRequest
{
    /// <summary>Where.</summary>
    public required Origin Origin { get; init; }

    /// <summary>What it is called there; null where it has no name.</summary>
    public required string? Name { get; init; }

    /// <summary>Where it would go.</summary>
    public required AskedUrl Url { get; init; }

    /// <summary>One that is told by its parts.</summary>
    /// <param name="Method">Case-sensitive.</param>
    /// <param name="Version">Of HTTP, such as <c>HTTP/1.1</c>.</param>
    /// <param name="Headers">Names and values in their order, Latin-1.</param>
    /// <param name="Body">Null where there is none.</param>
    public sealed record Parts(
        string Method, string Version, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[]? Body) : WrittenRequest;

    /// <summary>One whose message is written as it is to be sent, be it right or wrong.</summary>
    /// <param name="Message">All of its bytes.</param>
    public sealed record Raw(byte[] Message) : WrittenRequest;
}
