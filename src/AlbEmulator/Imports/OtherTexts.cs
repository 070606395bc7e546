using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Imports;

/// <summary>Files of other programs that are neither JSON nor YAML, or not one document of it, and what to give in their place.</summary>
internal static partial class OtherTexts
{
    private const int MostLooked = 64 * 1024;
    private const string WriteOne = "which are not read: write a topology file";

    private static readonly string[] TerraformExtensions = [".tf", ".tofu", ".hcl", ".tfvars"];

    /// <summary>What tells them, and what is said; the first that fits counts.</summary>
    private static readonly (Func<Regex> Mark, string Told)[] Known =
    [
        (PlanLog, "is the log of terraform plan -json: give what terraform show -json prints of the plan that terraform plan -out=FILE saves"),
        (Hcl, OfTerraform),
        (CdkSource, "is the source of a CDK app: run cdk synth, and give the folder cdk.out"),
        (Nginx, $"is a configuration of nginx, {WriteOne} with a listener for each server, a rule for each location and a target group for each upstream"),
        (HaProxy, $"is a configuration of HAProxy, {WriteOne} with a listener for each frontend, a rule for each use_backend and a target group for each backend"),
        (Caddy, $"is a Caddyfile, {WriteOne} with a target group for each reverse_proxy"),
        (Apache, $"is a configuration of Apache, {WriteOne} with a target group for each ProxyPass"),
        (Helm, "is a template of a Helm chart: give what helm template prints of the chart"),
        (Toml, "looks like TOML or an INI file: a topology file is YAML or JSON"),
        (Markup, "is XML or HTML: a topology file is YAML or JSON"),
        (Pem, "is a certificate or a key: name it as CertificateFile or KeyFile of a listener's certificate in a topology file"),
        (Script, "is a program: give what it prints or makes, if that is a topology file or a template"),
    ];

    public const string OfTerraform =
        "is a configuration of Terraform: run terraform plan -out=plan, then terraform show -json plan > plan.json, and give plan.json";

    /// <param name="file">As the user named it.</param>
    /// <param name="bytes">What is in it, which could not be read as JSON or YAML.</param>
    /// <returns>Null when it is nothing known.</returns>
    public static string? InPlaceOf(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("PK\u0003\u0004"u8))
        {
            return "is a zip archive, as Terraform saves a plan: give what terraform show -json prints of it, and of others what they hold";
        }

        if (bytes is [0x1F, 0x8B, ..])
        {
            return "is compressed: unpack it first";
        }

        if (TerraformExtensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
        {
            return OfTerraform;
        }

        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MostLooked)]);
        return Array.Find(Known, known => known.Mark().IsMatch(text)).Told;
    }

    /// <summary>What a folder holds that has no JSON and no YAML; null when it is nothing known.</summary>
    public static string? InPlaceOfFolder(string path)
    {
        try
        {
            var names = Directory.EnumerateFiles(path).Select(Path.GetFileName).ToList();
            return names.Exists(static name => TerraformExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
                ? OfTerraform.Replace("is a configuration", "holds a configuration", StringComparison.Ordinal)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex("^\\s*\\{\"@level\":", RegexOptions.NonBacktracking)]
    private static partial Regex PlanLog();

    [GeneratedRegex("^(resource|data|module|provider|variable|output|locals|terraform|moved|import|check)\\b[^\\n=:]*\\{", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Hcl();

    [GeneratedRegex("^(import .* from ['\"]aws-cdk|import \\* as cdk |from aws_cdk |import aws_cdk)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex CdkSource();

    [GeneratedRegex("^\\s*(server|upstream\\s+\\S+|location\\s[^\\n{:]*|http|events|stream)\\s*\\{", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Nginx();

    [GeneratedRegex("^(global|defaults|(frontend|backend|listen)[ \\t]+[\\w.-]+)[ \\t]*\\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex HaProxy();

    [GeneratedRegex("^\\s*(reverse_proxy|file_server|handle_path|php_fastcgi)\\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Caddy();

    [GeneratedRegex("^\\s*(<VirtualHost|<Proxy|ProxyPass)\\b", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Apache();

    [GeneratedRegex("\\{\\{-?\\s*(\\.Values|\\.Release|\\.Chart|include |template |if |range |with )", RegexOptions.NonBacktracking)]
    private static partial Regex Helm();

    [GeneratedRegex("^\\s*\\[\\[?[A-Za-z][\\w.\\-]*\\]\\]?\\s*\\r?$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Toml();

    [GeneratedRegex("^\\s*<[?!A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex("^-----BEGIN ", RegexOptions.NonBacktracking)]
    private static partial Regex Pem();

    [GeneratedRegex("^#!", RegexOptions.NonBacktracking)]
    private static partial Regex Script();
}
