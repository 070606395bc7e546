namespace AlbEmulator.Commands.Syntax;

/// <summary>Options of <c>alb run</c>: what people set most.</summary>
internal sealed class RunOptions() : SettingOptions(
    Control(),
    Data(),
    PortsFile("Tells the ports that are bound in a file, as JSON, once it is ready; also as --Alb:PortsFile."),
    SettingOption.Text(
        "--log", "FILE|-", "The access log; - for standard output. Also as --Alb:AccessLog.", nameof(AlbSettings.AccessLog)),
    SettingOption.Flag(
        "--requests", "Tells each request in a short line, also into a pipe or a file; also as --Alb:RequestLines=On.", nameof(AlbSettings.RequestLines), nameof(RequestLinesMode.On)),
    SettingOption.Flag(
        "--debug-headers", "Responses tell the rule, the target group and the target.", nameof(AlbSettings.DebugHeaders)),
    SettingOption.Flag(
        "--fresh", "Starts without what the API made earlier, which is moved aside.", nameof(AlbSettings.Fresh)));
