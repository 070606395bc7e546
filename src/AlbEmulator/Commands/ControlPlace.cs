using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>Where a running emulator is asked: as <c>Alb:PortsFile</c> tells, where it is given, and else at <c>Alb:ControlUrl</c>.</summary>
internal static class ControlPlace
{
    /// <returns>The URL; or why there is none, and whether there may be one later.</returns>
    public static (Uri? Url, string? Problem, bool MayCome) Of(AlbSettings settings)
    {
        if (settings.PortsFile.Length > 0)
        {
            var (told, problem) = PortsFile.Control(settings.PortsFile);
            return problem is not null
                ? (null, $"{Quoted.Plain(settings.PortsFile)} {problem}: alb run --ports-file {ShellWord.Of(settings.PortsFile)} writes it once it is ready", true)
                : Of(told, $"The emulator that has written {Quoted.Plain(settings.PortsFile)} has no control port");
        }

        return Of(
            settings.ControlUrl,
            "Alb:ControlUrl is empty, so that there is no control port to ask: say where it is with --control");
    }

    private static (Uri? Url, string? Problem, bool MayCome) Of(string url, string none) =>
        url.Length == 0 ? (null, none, false)
        : HealthCommand.Url(url) is not { } asked
            ? (null, $"Alb:ControlUrl is {Quoted.Text(url)}, which is no URL such as http://127.0.0.1:4580", false)
        : asked.Port == 0
            ? (null, "Alb:ControlUrl leaves its port open: say with --ports-file where alb run tells it, or with --control where it is", false)
        : (asked, null, false);
}
