using System.Text.Json;
using AlbEmulator.Differences;

namespace AlbEmulator.Commands.Reports;

/// <summary>An object with all that is other, for programs.</summary>
internal static class DiffJsonReport
{
    public static void Write(Difference difference, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new Report(
            difference.IsAny,
            [.. difference.Requests.Select(Told)],
            [.. difference.Things.Select(Told)],
            difference.Notes),
        CommandJson.Readable.DiffReport));

    private static ToldRequests Told(RequestChange change) => new(
        change.Listener,
        change.Requests,
        change.Was,
        change.Is,
        change.Example is { } example
            ? new ToldExample(example.Method, example.Host, example.Uri, example.Headers.ToDictionary(static header => header.Key, static header => header.Value), example.SourceIp)
            : null);

    private static ToldThing Told(ThingChange change) => new(
        change.Kind,
        change.Name,
        change.How.ToString().ToLowerInvariant(),
        change.Words.Length == 0 ? null : change.Words,
        change.Facts.Count == 0 ? null : [.. change.Facts.Select(static fact => new ToldFact(fact.Name, fact.Before, fact.After))],
        change.Origin.File.Length == 0 ? null : change.Origin.File,
        change.Origin.Line == 0 ? null : change.Origin.Line);

    /// <param name="Differs">Whether anything is other.</param>
    /// <param name="Requests">What it means for requests.</param>
    /// <param name="Changes">What of what was written is other.</param>
    /// <param name="Notes">What was not looked at.</param>
    internal sealed record Report(
        bool Differs, IReadOnlyList<ToldRequests> Requests, IReadOnlyList<ToldThing> Changes, IReadOnlyList<string> Notes);

    internal sealed record ToldRequests(string Listener, string Requests, string Was, string Is, ToldExample? Example);

    internal sealed record ToldExample(string Method, string Host, string Path, IReadOnlyDictionary<string, string> Headers, string SourceIp);

    internal sealed record ToldThing(
        string Kind, string Name, string Change, string? Words, IReadOnlyList<ToldFact>? Properties, string? File, int? Line);

    internal sealed record ToldFact(string Name, string Before, string After);
}
