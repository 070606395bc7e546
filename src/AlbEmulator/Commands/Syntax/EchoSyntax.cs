using System.CommandLine;
using System.Globalization;
using System.Net;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb echo</c>.</summary>
internal static class EchoSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var port = new Option<string>("--port")
        {
            Description = "Port to answer on; 0 takes any.",
            HelpName = "N",
            Required = true,
        };
        port.Validators.Add(static option =>
        {
            if (option.Tokens is [var given] && !ushort.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                option.AddError($"--port takes a number from 0 to 65535, not '{Quoted.Plain(given.Value)}'.");
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
        address.Validators.Add(static option =>
        {
            if (option.Tokens is [var given] && !IPAddress.TryParse(given.Value, out _))
            {
                option.AddError($"--address takes an IP address such as 127.0.0.1 or 0.0.0.0, not '{Quoted.Plain(given.Value)}'.");
            }
        });
        var command = new AlbCommand(
            "echo",
            "A target to play with: answers with the request as JSON; knows /status/NNN, /delay/SECONDS, /bytes/N, /health, /ws. "
                + "With --oidc a provider to log in with, for the action authenticate-oidc, which gives tokens for jwt-validation too.",
            "alb echo --port 3000")
        {
            port, name, address,
        };
        var oidc = new OidcOptions();
        oidc.AddTo(command, name);
        command.SetAction(parsed => CommandLine.WithSettings(settingArguments, error, (_, settings) =>
        {
            var where = parsed.GetValue(address) is { } given ? IPAddress.Parse(given)
                : BindAddresses.TryParse(settings.BindAddress, out var written) ? written[0]
                : IPAddress.Loopback;
            var number = int.Parse(parsed.GetRequiredValue(port), CultureInfo.InvariantCulture);
            return oidc.Of(parsed, where, number) is { } provider
                ? EchoProviderCommand.RunAsync(provider, output, error)
                : EchoCommand.RunAsync(where, number, parsed.GetValue(name), output, error);
        }));
        return command;
    }
}
