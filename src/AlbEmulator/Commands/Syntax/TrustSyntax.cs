using System.CommandLine;
using AlbEmulator.Shapes;
using AlbEmulator.Trust;

namespace AlbEmulator.Commands.Syntax;

/// <summary><c>alb trust</c>.</summary>
internal static class TrustSyntax
{
    public static Command Of(IReadOnlyList<string> settingArguments, TextWriter output, TextWriter error)
    {
        var undo = new Option<bool>("--undo") { Description = "Takes out of each store what was put in." };
        var check = new Option<bool>("--check") { Description = "Changes nothing: exit code 0 where every store trusts it, or 1." };
        var store = Store();
        var options = new SettingOptions(SettingOptions.Data());
        var command = new AlbCommand(
            "trust",
            "Has browsers and other programs of this machine trust the certificates that are made for HTTPS listeners.",
            "alb trust --check")
        {
            undo, check, store,
        };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(undo) && result.GetValue(check))
            {
                result.AddError("--check changes nothing: leave one of --undo and --check out");
            }
        });
        command.SetAction(parsed => CommandLine.WithSettings(options.AddTo(settingArguments, parsed), error, (_, settings) =>
        {
            var places = TrustPlaces.Machine();
            var kinds = parsed.GetValue(store) is { Length: > 0 } asked ? asked : TrustStores.Kinds;
            var deed = parsed.GetValue(undo) ? TrustDeed.Undo : parsed.GetValue(check) ? TrustDeed.Check : TrustDeed.Add;
            return new TrustCommand(settings, places, [.. TrustStores.Of(places).Where(item => kinds.Contains(item.Kind))], output, error)
                .RunAsync(deed, TimeProvider.System.GetUtcNow());
        }));
        return command;
    }

    private static Option<string[]> Store()
    {
        var option = new Option<string[]>("--store")
        {
            Description = "Only this one; may be repeated. All of them if not given.",
            HelpName = string.Join('|', TrustStores.Kinds),
        };
        option.CompletionSources.Add([.. TrustStores.Kinds]);
        option.Validators.Add(result =>
        {
            foreach (var given in result.Tokens.Select(static token => token.Value).Where(static given => !TrustStores.Kinds.Contains(given)))
            {
                result.AddError($"--store takes {Words.Or(TrustStores.Kinds)}, not '{Model.Quoted.Plain(given)}'{Spelling.DidYouMean(given, TrustStores.Kinds)}");
            }
        });
        return option;
    }
}
