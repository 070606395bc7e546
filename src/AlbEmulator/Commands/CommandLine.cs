using System.CommandLine;
using System.Net;
using AlbEmulator.Commands.Help;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>The command line: which command, with which settings.</summary>
public static class CommandLine
{
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out, Console.Error);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var (settingArguments, commandArguments) = SettingArguments.Split(args);
        var parsed = Root(settingArguments, output, error).Parse(
            // An argument that begins with @ is no file of more arguments.
            commandArguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var problem in parsed.Errors)
            {
                await error.WriteLineAsync(problem.Message);
            }

            if (parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.FirstOrDefault(Path.Exists) is { } file)
            {
                await error.WriteLineAsync($"Files stand behind a command: alb run {file}");
            }

            await error.WriteLineAsync("alb --help tells the commands, alb COMMAND --help the options of one.");
            return ForHealth(parsed.CommandResult.Command, ExitCode.WrongUse);
        }

        // Each command minds signals itself: a run may take longer to stop than the parser would wait.
        return await parsed.InvokeAsync(new() { Output = output, Error = error, ProcessTerminationTimeout = null });
    }

    private static RootCommand Root(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            """
            An AWS Application Load Balancer that runs on your own machine.

            Without a command it runs the topology that appsettings.json names (config/alb.json).
            Any setting of appsettings.json can be given as --Alb:Name=value, or as Alb__Name in the environment.
            """)
        {
            Run(settingArguments, error),
            Check(settingArguments, output, error),
            Explain(settingArguments, output, error),
            Convert(settingArguments, output, error),
            Echo(settingArguments, output, error),
            Health(settingArguments, output, error),
            WhyCommand.Create(run => WithSettings(settingArguments, error, (_, settings) => run(settings)), output, error),
            HelpCommand.Create(output, error),
        };
        root.SetAction(_ => WithSettings(settingArguments, error, (configuration, settings) =>
            RunCommand.RunAsync(configuration, settings, [])));
        foreach (var version in root.Options.OfType<VersionOption>())
        {
            version.Action = new VersionAction(output);
        }

        return root;
    }

    private static Command Run(IReadOnlyList<string> settingArguments, TextWriter error)
    {
        var (files, imports, requests) = (Files(), new ImportOptions(), RequestsOption.New());
        var command = new Command("run", "Runs the topology of the files, or of those that appsettings.json names.")
        {
            files, requests,
        };
        imports.AddTo(command);
        command.SetAction(parsed => WithSettings(
            RequestsOption.AddTo(imports.AddTo(settingArguments, parsed), parsed, requests), error, (configuration, settings) =>
                RunCommand.RunAsync(configuration, settings, parsed.GetValue(files) ?? [])));
        return command;
    }

    private static Command Check(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var (files, imports) = (Files(), new ImportOptions());
        var command = new Command(
            "check", "Reads the files and tells every problem as file:line: path: problem; starts nothing.")
        {
            files,
        };
        imports.AddTo(command);
        command.SetAction(parsed => WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) =>
            Task.FromResult(CheckCommand.Run(settings, parsed.GetValue(files) ?? [], output))));
        return command;
    }

    private static Command Convert(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var (files, imports) = (Files(), new ImportOptions());
        var command = new Command("convert", "Prints what the files say as one topology file; starts nothing.")
        {
            files,
        };
        imports.AddTo(command);
        command.SetAction(parsed => WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) =>
            Task.FromResult(ConvertCommand.Run(settings, parsed.GetValue(files) ?? [], output, error))));
        return command;
    }

    private static Command Explain(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var method = new Argument<string>("METHOD") { Description = "Such as GET; case-sensitive." };
        var url = new Argument<string>("URL")
        {
            Description = "Its port chooses the listener; a path will do where there is one.",
        };
        var headers = new Option<string[]>("-H", "--header")
        {
            Description = "'Name: value'; may be repeated. Host goes before the host of the URL.",
            HelpName = "Name: value",
        };
        var sourceIp = new Option<string>("--source-ip")
        {
            Description = "Address of the client; 127.0.0.1 if not given.",
            HelpName = "IP",
        };
        var (files, imports) = (Files(), new ImportOptions());
        var command = new Command(
            "explain",
            "Tells rule by rule which condition of the files holds for a request and which fails, and what would be done "
            + "with it; sends nothing.")
        {
            method, url, headers, sourceIp, files,
        };
        imports.AddTo(command);
        command.SetAction(parsed => WithSettings(imports.AddTo(settingArguments, parsed), error, (_, settings) => ExplainCommand.RunAsync(
            settings,
            new ExplainArguments(
                parsed.GetRequiredValue(method),
                parsed.GetRequiredValue(url),
                parsed.GetValue(headers) ?? [],
                parsed.GetValue(sourceIp),
                parsed.GetValue(files) ?? []),
            output,
            error)));
        return command;
    }

    private static Command Echo(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var port = new Option<int>("--port")
        {
            Description = "Port to answer on; 0 takes any.",
            HelpName = "N",
            Required = true,
        };
        port.Validators.Add(option =>
        {
            if (option.Tokens.Count == 1 && !ushort.TryParse(option.Tokens[0].Value, out _))
            {
                option.AddError($"--port takes a number from 0 to 65535, not '{option.Tokens[0].Value}'.");
            }
        });
        var name = new Option<string>("--name")
        {
            Description = "What the target calls itself; echo:PORT if not given.",
            HelpName = "X",
        };
        var address = new Option<string>("--address")
        {
            Description = "IP address to bind; Alb:BindAddress if not given.",
            HelpName = "IP",
        };
        address.Validators.Add(option =>
        {
            if (option.Tokens.Count == 1 && !IPAddress.TryParse(option.Tokens[0].Value, out _))
            {
                option.AddError(
                    $"--address takes an IP address such as 127.0.0.1 or 0.0.0.0, not '{option.Tokens[0].Value}'.");
            }
        });
        var command = new Command(
            "echo",
            "A target to play with: answers with the request it received as JSON; does what /status/NNN, "
            + "/delay/SECONDS, /bytes/N, /health (200, or what PUT /health?status=NNN set) and /ws (an echo) say.")
        {
            port, name, address,
        };
        command.SetAction(parsed => WithSettings(settingArguments, error, (_, settings) => EchoCommand.RunAsync(
            parsed.GetValue(address) is { } given ? IPAddress.Parse(given)
                : BindAddresses.TryParse(settings.BindAddress, out var written) ? written[0]
                : IPAddress.Loopback,
            parsed.GetValue(port),
            parsed.GetValue(name),
            output,
            error)));
        return command;
    }

    private static Command Health(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var url = new Argument<string?>("URL")
        {
            Description = "Control URL of the emulator; Alb:ControlUrl if not given.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command(
            HealthCommand.Name, "Asks a running emulator whether it is healthy: exit code 0 or 1.")
        {
            url,
        };
        command.SetAction(async parsed =>
        {
            var exitCode = await WithSettings(settingArguments, error, (_, settings) =>
                HealthCommand.RunAsync(parsed.GetValue(url) ?? settings.ControlUrl, settings.ControlToken, output));
            return ForHealth(command, exitCode);
        });
        return command;
    }

    /// <summary>A HEALTHCHECK knows 0 and 1 only.</summary>
    private static int ForHealth(Command command, int exitCode) =>
        command.Name == HealthCommand.Name ? Math.Min(exitCode, ExitCode.Failed) : exitCode;

    private static Argument<string[]> Files() => new("FILE")
    {
        Description = "Topology files, JSON or YAML; CloudFormation templates, Terraform plans and states as JSON, answers of "
            + "aws elbv2 describe-…, or a folder of them. Several are one topology. STACK=FILE names the stack of a template.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static async Task<int> WithSettings(
        IReadOnlyList<string> settingArguments, TextWriter error, Func<IConfiguration, AlbSettings, Task<int>> command)
    {
        var read = SettingsReader.Read(settingArguments);
        foreach (var problem in read.Problems)
        {
            await error.WriteLineAsync(problem);
        }

        if (read.Problems.Count > 0)
        {
            return ExitCode.WrongUse;
        }

        try
        {
            return await command(read.Configuration, read.Settings);
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync($"alb failed. {Unattended.Reason(exception)}");
            return ExitCode.Failed;
        }
    }
}
