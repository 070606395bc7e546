using System.CommandLine;
using System.Globalization;
using System.Net;
using AlbEmulator.IdentityProviders;
using AlbEmulator.Model;

namespace AlbEmulator.Commands.Syntax;

/// <summary>Options of <c>alb echo --oidc</c>. None goes with an echo target, and none of a target with these.</summary>
internal sealed class OidcOptions
{
    private const int LongestLifetime = 86_400;
    private const int LongestName = 100;

    private static readonly EchoProviderOptions Usual = new();

    private readonly Option<bool> _oidc = new("--oidc")
    {
        Description = "Not a target but a provider to log in with, for the action authenticate-oidc, and to get tokens of, for jwt-validation.",
    };

    private readonly Option<string> _issuer = new("--issuer")
    {
        Description = "With --oidc: the URL where browsers and the load balancer find it; http://localhost:PORT if not given.",
        HelpName = "URL",
    };

    private readonly Option<string> _clientId = new("--client-id")
    {
        Description = $"With --oidc: the client; {Usual.ClientId} if not given.",
        HelpName = "X",
    };

    private readonly Option<string> _clientSecret = new("--client-secret")
    {
        Description = "With --oidc: the client's secret; any is taken if not given.",
        HelpName = "Y",
    };

    private readonly Option<string> _tokenLifetime = new("--token-lifetime")
    {
        Description = "With --oidc: how long tokens are good; 3600 if not given.",
        HelpName = "SECONDS",
    };

    private readonly Option<string[]> _users = new("--user")
    {
        Description = "With --oidc: who can log in; may be repeated. alice and bob if not given.",
        HelpName = "NAME[:PASSWORD]",
    };

    public OidcOptions()
    {
        Check(_issuer, ProviderUrls.IsIssuer, "an http or https URL without a query and a fragment");
        Check(_clientId, static given => given.Length > 0, "a name");
        Check(_clientSecret, static given => given.Length > 0, "a text");
        Check(_tokenLifetime, static given => Seconds(given) is > 0 and <= LongestLifetime, $"a number of seconds from 1 to {LongestLifetime}");
        _users.Validators.Add(static option =>
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var given in option.Tokens.Select(static token => token.Value))
            {
                if (User(given) is not { } user)
                {
                    option.AddError($"--user takes NAME or NAME:PASSWORD, not '{Quoted.Plain(given)}'");
                }
                else if (!names.Add(user.Name))
                {
                    option.AddError($"--user names {Quoted.Plain(user.Name)} twice: give each name once");
                }
            }
        });
    }

    private IEnumerable<Option> Others => [_issuer, _clientId, _clientSecret, _tokenLifetime, _users];

    /// <param name="command">That is to have them.</param>
    /// <param name="ofTarget">Which it has for a target alone.</param>
    public void AddTo(Command command, Option ofTarget)
    {
        foreach (var option in Others.Prepend(_oidc))
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_oidc))
            {
                if (result.GetResult(ofTarget) is not null)
                {
                    result.AddError($"{ofTarget.Name} is of a target: leave it out, or --oidc");
                }
            }
            else if (Others.FirstOrDefault(one => result.GetResult(one) is not null) is { } option)
            {
                result.AddError($"{option.Name} is of a provider: write --oidc too, or leave it out");
            }
        });
    }

    /// <summary>What was asked for; null where it is a target.</summary>
    public EchoProviderOptions? Of(ParseResult parsed, IPAddress address, int port) => !parsed.GetValue(_oidc) ? null : new()
    {
        Address = address,
        Port = port,
        Issuer = parsed.GetValue(_issuer),
        ClientId = parsed.GetValue(_clientId) ?? Usual.ClientId,
        ClientSecret = parsed.GetValue(_clientSecret),
        TokenLifetime = Seconds(parsed.GetValue(_tokenLifetime)) is { } seconds ? TimeSpan.FromSeconds(seconds) : Usual.TokenLifetime,
        Users = [.. (parsed.GetValue(_users) ?? []).Select(static given => User(given)!)],
    };

    private static void Check(Option<string> option, Func<string, bool> isRight, string taken) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var given] && !isRight(given.Value))
        {
            result.AddError($"{option.Name} takes {taken}, not '{Quoted.Plain(given.Value)}'");
        }
    });

    private static int? Seconds(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    /// <summary>Null where it is none.</summary>
    private static EchoUser? User(string text)
    {
        var parts = text.Split(':', 2);
        var (name, password) = (parts[0], parts.ElementAtOrDefault(1));
        return name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) && password is not "" ? EchoUser.Of(name, password) : null;
    }
}
