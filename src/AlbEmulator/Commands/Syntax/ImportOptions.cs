namespace AlbEmulator.Commands.Syntax;

/// <summary>Options of every command that reads files.</summary>
/// <param name="bindsPorts">Whether the ports matter that listeners are bound to.</param>
/// <param name="sends">Whether requests are sent to targets, or it is told what would become of them.</param>
internal sealed class ImportOptions(bool bindsPorts = true, bool sends = true) : SettingOptions(
[
    .. bindsPorts ? [Map()] : Array.Empty<SettingOption>(),
    SettingOption.Entries(
        "--parameter", "NAME=VALUE",
        "A parameter of a CloudFormation template, of one stack as STACK.NAME=VALUE; may be repeated.", nameof(AlbSettings.Parameters)),
    SettingOption.Text(
        "--assume-listener", "HTTP:80",
        "Makes up the listener of rules whose own is in no file, and the load balancer of listeners.",
        nameof(AlbSettings.AssumeListener)),
    .. sends
        ?
        [
            SettingOption.Flag(
                "--use-addresses",
                "Sends requests also to targets of a template, a plan or a description that are not on this machine.",
                nameof(AlbSettings.UseAddresses)),
        ]
        : Array.Empty<SettingOption>(),
]);
