using System.CommandLine;

namespace AlbEmulator.Commands.Syntax;

/// <summary>Options of commands that ask a running emulator: where it is.</summary>
internal sealed class AskingOptions : SettingOptions
{
    private readonly Option _control;
    private readonly Option _file;

    public AskingOptions()
        : this(Control(), PortsFile("The file in which it tells its ports; also as --Alb:PortsFile."))
    {
    }

    private AskingOptions(SettingOption control, SettingOption file)
        : base(WithoutFile(control), file) => (_control, _file) = (control.Option, file.Option);

    public override void AddTo(Command command)
    {
        base.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_control) is not null && result.GetResult(_file) is not null)
            {
                result.AddError("--control and --ports-file both say where the emulator is: give one of them");
            }
        });
    }

    /// <summary>What is typed goes before a file that a variable names.</summary>
    private static SettingOption WithoutFile(SettingOption control) => new(
        control.Option,
        parsed => control.Settings(parsed).ToList() is { Count: > 0 } given ? [.. given, $"--Alb:{nameof(AlbSettings.PortsFile)}="] : []);
}
