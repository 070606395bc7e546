using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary><c>alb echo --oidc</c>: one echo provider, until SIGTERM or Ctrl-C.</summary>
internal static class EchoProviderCommand
{
    public static async Task<int> RunAsync(EchoProviderOptions options, TextWriter output, TextWriter error)
    {
        using var stop = new StopSignal();
        EchoProvider provider;
        try
        {
            provider = await EchoProvider.StartAsync(options, TimeProvider.System, stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await error.WriteLineAsync(EchoCommand.Unbound(options.Address, options.Port, e));
            return ExitCode.WrongUse;
        }

        await using (provider)
        {
            foreach (var line in Lines(provider, options))
            {
                await output.WriteLineAsync(line);
            }

            await output.FlushAsync(CancellationToken.None);
            await stop.WaitAsync();
        }

        return ExitCode.Good;
    }

    /// <summary>Where it is, what a topology file says of it, and what gives a token.</summary>
    internal static IEnumerable<string> Lines(EchoProvider provider, EchoProviderOptions options)
    {
        var address = EchoCommand.UrlOf(options.Address, provider.EndPoint.Port);
        var usage = new ProviderUsage(
            new ProviderUrls(provider.Issuer), address.TrimEnd('/'), options.ClientId, options.ClientSecret ?? EchoIdentityProvider.AnySecret);
        yield return $"Echo provider {provider.Issuer} answers on {address} (Ctrl-C stops it)";
        if (usage.Arguments is { } arguments)
        {
            yield return "In the place of the user pool it is found where the emulator is started with:";
            yield return $"  {arguments}";
        }

        yield return "It is a plaything: whoever can reach it can log in. A topology file has:";
        foreach (var (config, properties) in usage.Configs)
        {
            yield return $"{config}:";
            foreach (var (name, value) in properties)
            {
                yield return $"  {name}: {AsText(value)}";
            }
        }

        yield return "What gives a token:";
        yield return $"  {usage.TokenCommand}";
    }

    /// <summary>A string of JSON is one of YAML too; <c>${</c> would be taken for a variable.</summary>
    private static string AsText(string value) =>
        $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"".Replace("${", "$${", StringComparison.Ordinal);
}
