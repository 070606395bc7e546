using System.CommandLine;

namespace AlbEmulator.Commands;

/// <summary>Options of every command that reads templates, plans and descriptions: settings in a shorter form.</summary>
internal sealed class ImportOptions
{
    private readonly Option<string[]> _parameters = new("--parameter")
    {
        Description = "A parameter of a CloudFormation template, of one stack as STACK.NAME=VALUE, also as "
            + "--Alb:Parameters:NAME=VALUE; may be repeated.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string> _assumeListener = new("--assume-listener")
    {
        Description = "Makes up the listener of rules whose own is in no file, and the load balancer of listeners; also as "
            + "--Alb:AssumeListener=HTTP:80.",
        HelpName = "HTTP:80",
    };

    private readonly Option<bool> _useAddresses = new("--use-addresses")
    {
        Description = "Sends requests and health checks to targets of a template, a plan or a description that are not on this "
            + "machine; also as --Alb:UseAddresses=true.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_parameters);
        command.Options.Add(_assumeListener);
        command.Options.Add(_useAddresses);
    }

    /// <summary>The settings that are given, and those that the options stand for.</summary>
    public IReadOnlyList<string> AddTo(IReadOnlyList<string> settingArguments, ParseResult parsed)
    {
        List<string> all = [.. settingArguments, .. (parsed.GetValue(_parameters) ?? []).Select(given => $"--Alb:Parameters:{given}")];
        if (parsed.GetValue(_assumeListener) is { } listener)
        {
            all.Add($"--Alb:AssumeListener={listener}");
        }

        if (parsed.GetValue(_useAddresses))
        {
            all.Add("--Alb:UseAddresses=true");
        }

        return all;
    }
}
