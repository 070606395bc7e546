using System.Net;

namespace AlbEmulator.Commands;

/// <summary><c>alb health</c>: asks the control port of a running emulator, for HEALTHCHECK of a container.</summary>
internal static class HealthCommand
{
    public const string Name = "health";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <param name="controlUrl">Where to ask; null for where the settings say.</param>
    /// <param name="settings">Where else, and what is shown.</param>
    /// <param name="output">Hears of the answer.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string? controlUrl, AlbSettings settings, TextWriter output)
    {
        var (url, problem) = controlUrl is null
            ? ControlPlace.Of(settings) is var place ? (place.Url, place.Problem) : default
            : (Url(controlUrl), $"'{controlUrl}' is not a URL such as http://127.0.0.1:4580");
        if (url is null)
        {
            await output.WriteLineAsync($"unhealthy: {problem}");
            return ExitCode.Failed;
        }

        var (isHealthy, answer) = await AskAsync(url, settings.ControlToken);
        await output.WriteLineAsync($"{(isHealthy ? "healthy" : "unhealthy")}: {url} {answer}");
        return isHealthy ? ExitCode.Good : ExitCode.Failed;
    }

    /// <summary>Where to ask: an address that means any is asked on loopback; without a path, <c>/health</c>.</summary>
    internal static Uri? Url(string controlUrl)
    {
        if (!Uri.TryCreate(controlUrl, UriKind.Absolute, out var given) || given.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var url = new UriBuilder(given);
        if (IPAddress.TryParse(given.IdnHost, out var address))
        {
            url.Host = address.Equals(IPAddress.Any) ? "127.0.0.1"
                : address.Equals(IPAddress.IPv6Any) ? "[::1]"
                : url.Host;
        }

        url.Path = given.AbsolutePath == "/" ? "/health" : given.AbsolutePath;
        return url.Uri;
    }

    private static async Task<(bool IsHealthy, string Answer)> AskAsync(Uri url, string token)
    {
        using var client = ControlHttp.Client(token, Timeout);
        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            return (response.StatusCode == HttpStatusCode.OK, $"answered {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return (false, $"did not answer: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            return (false, $"did not answer within {Timeout.TotalSeconds} s");
        }
    }
}
