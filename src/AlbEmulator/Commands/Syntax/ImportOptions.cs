namespace AlbEmulator.Commands.Syntax;

/// <summary>Options of every command that reads files.</summary>
/// <param name="isRun">Whether what is read is run, or told of as if it were: then it has ports and addresses too.</param>
internal sealed class ImportOptions(bool isRun = true) : SettingOptions(
[
    .. isRun ? [Map()] : Array.Empty<SettingOption>(),
    SettingOption.Entries(
        "--parameter", "NAME=VALUE",
        "A parameter of a CloudFormation template, of one stack as STACK.NAME=VALUE; may be repeated.", nameof(AlbSettings.Parameters)),
    SettingOption.Text(
        "--assume-listener", "HTTP:80",
        "Makes up the listener of rules whose own is in no file, and the load balancer of listeners.",
        nameof(AlbSettings.AssumeListener)),
    .. isRun
        ?
        [
            SettingOption.Flag(
                "--use-addresses",
                "Sends requests also to targets of a template, a plan or a description that are not on this machine.",
                nameof(AlbSettings.UseAddresses)),
        ]
        : Array.Empty<SettingOption>(),
]);
