using System.Net;

namespace AlbEmulator.Commands;

/// <summary><c>alb health</c>: asks the control port of a running emulator, for HEALTHCHECK of a container.</summary>
internal static class HealthCommand
{
    public const string Name = "health";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(string controlUrl, string token, TextWriter output)
    {
        if (Url(controlUrl) is not { } url)
        {
            await output.WriteLineAsync(controlUrl.Length == 0
                ? "unhealthy: Alb:ControlUrl is empty, so that there is no control port to ask"
                : $"unhealthy: '{controlUrl}' is not a URL such as http://127.0.0.1:4580");
            return ExitCode.Failed;
        }

        var (isHealthy, answer) = await AskAsync(url, token);
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
