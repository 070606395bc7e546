using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>
/// Secrets of clients of OpenID Connect providers that a source does not have: AWS describes actions without, a template may
/// leave the one that is there, and a plan may not know it yet. The settings may have them, by the id of the client.
/// </summary>
internal static class ClientSecrets
{
    public static void Take(Import import)
    {
        foreach (var (at, resource) in import.Resources.Index().ToList())
        {
            // A manifest has the secret with the client.
            if (resource.Kind is ResourceKind.Listener or ResourceKind.Rule && resource.Source != SourceKind.Kubernetes)
            {
                import.Resources[at] = resource with
                {
                    Properties =
                    [
                        .. resource.Properties.Select(entry => entry.Value is Node.Sequence actions
                            && (entry.Name == ListenerShape.DefaultActions.Name || entry.Name == RuleShape.Actions.Name)
                                ? entry with { Value = actions with { Items = [.. actions.Items.Select(action => WithSecret(action, resource.Source, import))] } }
                                : entry),
                    ],
                };
            }
        }
    }

    private static Node WithSecret(Node action, SourceKind source, Import import) => action is not Node.Mapping mapping ? action : mapping with
    {
        Entries =
        [
            .. mapping.Entries.Select(entry => entry.Name == ActionShape.AuthenticateOidcConfig.Name && entry.Value is Node.Mapping config
                ? entry with { Value = Config(config, source, import) }
                : entry),
        ],
    };

    private static Node.Mapping Config(Node.Mapping config, SourceKind source, Import import)
    {
        var (secret, name) = (config.Find(AuthenticateShape.ClientSecret.Name), AuthenticateShape.ClientSecret.Name);
        var isLeft = config.Find(AuthenticateShape.UseExistingClientSecret.Name).TryFlag(out var flag) && flag;
        if ((secret is not null && !secret.IsUnknown())
            || !config.Find(AuthenticateShape.ClientId.Name).TryAny(out var client)
            || (config.Find(AuthenticateShape.Issuer.Name).TryText(out var issuer) && AuthenticationValues.EchoPort(issuer) is not null))
        {
            return config;
        }

        if (import.Settings.Oidc.ClientSecrets.TryGetValue(client, out var given))
        {
            return With(config, Nodes.Text(config.Origin.Property(name), given));
        }

        // A template that neither has a secret nor leaves one is told what is missing, as any file is.
        if (secret is not null || (source == SourceKind.CloudFormation && !isLeft))
        {
            return config;
        }

        import.TellMissing(
            config.Origin,
            $"{name} is with AWS, which tells it to nobody: give it by the setting Alb:Oidc:ClientSecrets:{Quoted.Plain(client)}");
        return With(config, Nodes.Unknown(config.Origin, ""));
    }

    private static Node.Mapping With(Node.Mapping config, Node secret) => config with
    {
        Entries =
        [
            .. config.Entries.Where(entry => entry.Name != AuthenticateShape.ClientSecret.Name && entry.Name != AuthenticateShape.UseExistingClientSecret.Name),
            Nodes.Entry(AuthenticateShape.ClientSecret.Name, secret),
        ],
    };
}
