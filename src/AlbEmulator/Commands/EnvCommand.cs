using AlbEmulator.AwsApis;
using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb env</c>: what sends clients of AWS to the emulator, for the services that are here and for no others.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html"/>
/// </summary>
internal static class EnvCommand
{
    private const string AnyKey = "test";

    /// <summary>The first is the usual one.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "fish", "powershell"];

    /// <param name="settings">Where the emulator answers.</param>
    /// <param name="shell">One of <see cref="Shells"/>; null for a block of Terraform.</param>
    /// <param name="variable">What is set already.</param>
    /// <param name="output">Gets what a shell evaluates.</param>
    /// <param name="error">Hears what is worth to know.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        AlbSettings settings, string? shell, Func<string, string?> variable, TextWriter output, TextWriter error)
    {
        var (control, problem, _) = ControlPlace.Of(settings);
        if (control is null)
        {
            error.WriteLine(problem);
            return ExitCode.WrongUse;
        }

        var url = control.GetLeftPart(UriPartial.Authority);
        if (shell is null)
        {
            output.Write(Provider(settings, url));
            return ExitCode.Good;
        }

        foreach (var (name, value) in Variables(settings, url, variable))
        {
            output.WriteLine(Line(shell, name, value));
        }

        if (string.Equals(variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase))
        {
            error.WriteLine("note: AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true, so that clients of AWS do not look at these variables: unset it");
        }

        return ExitCode.Good;
    }

    private static IEnumerable<(string Name, string Value)> Variables(AlbSettings settings, string url, Func<string, string?> variable)
    {
        foreach (var service in ServicesHere.Of(settings))
        {
            yield return (service.EndpointVariable, url);
        }

        // Whoever has credentials keeps them: any are taken, unless there is a token, which is shown as the access key.
        if (settings.ControlToken.Length > 0 || !Has("AWS_ACCESS_KEY_ID", "AWS_PROFILE"))
        {
            yield return ("AWS_ACCESS_KEY_ID", settings.ControlToken.Length > 0 ? settings.ControlToken : AnyKey);
            yield return ("AWS_SECRET_ACCESS_KEY", AnyKey);
        }

        if (!Has("AWS_REGION", "AWS_DEFAULT_REGION"))
        {
            yield return ("AWS_REGION", settings.Region);
            yield return ("AWS_DEFAULT_REGION", settings.Region);
        }

        bool Has(params string[] names) => Array.Exists(names, name => !string.IsNullOrEmpty(variable(name)));
    }

    private static string Line(string shell, string name, string value) => shell switch
    {
        "bash" => $"export {name}='{value.Replace("'", @"'\''", StringComparison.Ordinal)}'",
        "fish" => $"set -gx {name} '{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'",
        "powershell" => $"$env:{name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'",
        _ => throw new System.Diagnostics.UnreachableException(Quoted.Text(shell)),
    };

    private static string Provider(AlbSettings settings, string url)
    {
        var key = settings.ControlToken.Length > 0 ? settings.ControlToken : AnyKey;
        var services = ServicesHere.Of(settings).ToList();
        var width = services.Max(static service => service.TerraformName.Length);
        var endpoints = string.Concat(services.Select(service => $"    {service.TerraformName.PadRight(width)} = \"{url}\"\n"));
        // Without STS there is nobody to ask whose the credentials are.
        var skips = settings.Companions
            ? ""
            : "  skip_credentials_validation = true\n  skip_metadata_api_check     = true\n  skip_requesting_account_id  = true\n";
        return $$"""
            provider "aws" {
              region     = "{{settings.Region}}"
              access_key = "{{key}}"
              secret_key = "{{AnyKey}}"
            {{skips}}  endpoints {
            {{endpoints}}  }
            }

            """;
    }
}
