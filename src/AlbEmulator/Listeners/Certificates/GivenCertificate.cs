using System.Text;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>
/// <c>Alb:DevelopmentCertificate</c>: a certificate that others made for this machine, such as mkcert or <c>dotnet dev-certs</c>,
/// in PEM files or a PFX file.
/// </summary>
internal static class GivenCertificate
{
    private const string Setting = $"Alb:{nameof(AlbSettings.DevelopmentCertificate)}";
    private const string PasswordSetting = $"Alb:{nameof(AlbSettings.DevelopmentCertificatePassword)}";
    private const int LongestFile = 1024 * 1024;

    /// <summary>Neither where the setting is empty, or else one of the two.</summary>
    public static (Certificate? Certificate, string? Problem) Read(AlbSettings settings)
    {
        var files = settings.DevelopmentCertificate.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return files switch
        {
            [] => (null, null),
            [var pfx] when IsPfx(pfx) => FromPfx(pfx, settings.DevelopmentCertificatePassword),
            [_] or [_, _] when settings.DevelopmentCertificatePassword.Length > 0 =>
                (null, $"{PasswordSetting} is for PFX files, and {Setting} names PEM files: remove it"),
            [var pem] => FromPem(pem, KeyBeside(pem)),
            [var pem, var key] => FromPem(pem, key),
            _ => (null, $"{Setting} takes a file, or a certificate and its key with a comma between them, not {files.Length} files"),
        };
    }

    /// <summary>Whether clients can be told to trust the file itself.</summary>
    public static string? PemOf(AlbSettings settings) =>
        settings.DevelopmentCertificate.Split(',')[0].Trim() is var first && first.Length > 0 && !IsPfx(first) ? first : null;

    private static bool IsPfx(string path) =>
        Path.GetExtension(path) is var extension
        && (extension.Equals(".pfx", StringComparison.OrdinalIgnoreCase) || extension.Equals(".p12", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where <c>dotnet dev-certs</c> and mkcert put a key; the file itself where there is none.</summary>
    private static string KeyBeside(string pem) =>
        new[] { Path.ChangeExtension(pem, ".key"), $"{Path.ChangeExtension(pem, null)}-key.pem" }.FirstOrDefault(RegularFile.IsThere) ?? pem;

    private static (Certificate? Certificate, string? Problem) FromPfx(string path, string password)
    {
        if (RegularFile.Read(path, LongestFile) is var content && content.Bytes is null)
        {
            return (null, CannotBeRead(path, content.Problem));
        }

        return Pkcs12.Read(content.Bytes, password.Length > 0 ? password : null) is { } certificate
            ? (certificate, null)
            : (null, $"{Setting} names {Quoted.Text(path)}, which holds no certificate with its key that opens with "
                + $"{(password.Length > 0 ? "this" : "an empty")} password: give its password as {PasswordSetting}");
    }

    private static (Certificate? Certificate, string? Problem) FromPem(string path, string keyPath)
    {
        var content = RegularFile.Read(path, LongestFile);
        if (content.Bytes is null)
        {
            return (null, CannotBeRead(path, content.Problem));
        }

        var key = RegularFile.Read(keyPath, LongestFile);
        if (key.Bytes is null)
        {
            return (null, CannotBeRead(keyPath, key.Problem));
        }

        var read = new Certificate(Encoding.UTF8.GetString(content.Bytes), Encoding.UTF8.GetString(key.Bytes));
        return Certificate.ProblemWith(read.CertificatePem, read.KeyPem) switch
        {
            null => (read, null),
            _ when !read.CertificatePem.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal) =>
                (null, $"{Setting} names {Quoted.Text(path)}, which holds no certificate: name a PEM file with BEGIN CERTIFICATE, or a PFX file that ends with .pfx"),
            _ => (null, $"{Setting} names {Quoted.Text(path)}, whose private key is not in {Quoted.Text(keyPath)}: name the unencrypted PEM file of its key behind a comma"),
        };
    }

    private static string CannotBeRead(string path, string problem) => problem == FileWords.NoSuchFile
        ? $"{Setting} names {Quoted.Text(path)}, and there is no such file: name one, relative to the working directory"
        : $"{Setting} names {Quoted.Text(path)}, which {problem}";
}
