using System.Net;
using System.Text.Json;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands;

/// <summary>Why the control port cannot be bound: whoever answers there may be another emulator, and says which.</summary>
internal static class ControlPortTaken
{
    private const int LongestVersion = 32;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    /// <summary>A line.</summary>
    /// <param name="settings">Where it was to be.</param>
    /// <param name="exception">What came of it.</param>
    public static async Task<string> ToldAsync(AlbSettings settings, Exception exception)
    {
        var addresses = ControlAddress.Of(settings);
        var endPoint = new IPEndPoint(addresses[0].Address, addresses[0].Port);
        var elsewhere = $"have the emulator answer elsewhere: --Alb:ControlUrl={Next(settings.ControlUrl)}";
        if (await VersionAsync(settings) is { } version)
        {
            var holder = PortHolder.Of(endPoint) is { } told ? $", {told}" : "";
            return $"The control port {settings.ControlUrl} is that of another emulator, AlbEmulator {version}{holder}: "
                + $"stop that one, or {elsewhere}";
        }

        return $"The control port {settings.ControlUrl} cannot be bound: {UnboundPort.Reason(endPoint, exception)}: "
            + UnboundPort.Remedy(endPoint, exception, elsewhere);
    }

    private static string Next(string url) =>
        new UriBuilder(url) is var next && next.Port is >= 1024 and < ushort.MaxValue
            ? $"{next.Scheme}://{next.Host}:{next.Port + 1}"
            : "http://127.0.0.1:4581";

    /// <summary>The version of an emulator that answers there; null where none does.</summary>
    private static async Task<string?> VersionAsync(AlbSettings settings)
    {
        if (HealthCommand.Url(settings.ControlUrl) is not { } url)
        {
            return null;
        }

        using var client = ControlHttp.Client(settings.ControlToken, Timeout);
        try
        {
            using var response = await client.GetAsync(url);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("status", out var status)
                && status.ValueKind == JsonValueKind.String && status.GetString() is "healthy" or "starting"
                && root.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String
                    ? Quoted.Plain(OneLine.Of(version.GetString()!, LongestVersion))
                    : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
        {
            return null;
        }
    }
}
