using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>What a <see cref="TellingTarget"/> tells of a request.</summary>
/// <param name="Trace">The id by which the emulator logs it; empty where it has none.</param>
/// <param name="Client">Address of the client, as the emulator says it; null of a request that the target refused.</param>
/// <param name="Method">As the target understood it.</param>
/// <param name="Target">Path and query.</param>
/// <param name="BodyLength">Bytes of the body that came.</param>
/// <param name="IsWhole">Whether the body came to its end.</param>
/// <param name="Marks">Exchanges whose marks were in it.</param>
/// <param name="Line">As it stands in the log.</param>
public sealed record ToldRequest(
    string Trace, string? Client, string Method, string Target, int BodyLength, bool IsWhole, IReadOnlyList<int> Marks, string Line)
{
    /// <summary>Whether the target understood a request and did not refuse one.</summary>
    public bool IsUnderstood => Client is not null;

    public static ToldRequest Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var told = document.RootElement;
        var status = Text("status");
        var isRefused = told.TryGetProperty("refused", out _) || (status is not "" and not "200" && Text("trace") == "");
        return new(
            Text("trace"),
            isRefused ? null : Text("client").Split(',')[^1].Trim(),
            Text("method"),
            Text("target"),
            told.TryGetProperty("length", out var length) ? length.GetInt32() : Text("body").Length,
            told.TryGetProperty("whole", out var whole) ? whole.GetBoolean() : status == "200",
            Mark.In(Text("seen")),
            line);

        string Text(string name) => told.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }
}
