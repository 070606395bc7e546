using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>A certificate and its key in two files of the data folder: <c>NAME.pem</c>, and <c>NAME.key</c> for its user alone.</summary>
/// <param name="data">The folder.</param>
/// <param name="path">Of the certificate.</param>
internal sealed class CertificateFiles(DataFolder data, string path)
{
    private const int LongestFile = 1024 * 1024;

    public string Path => path;

    /// <summary>Null where there is none, or none whose key fits.</summary>
    public Certificate? Read()
    {
        if (RegularFile.Read(path, LongestFile).Bytes is not { } certificate || RegularFile.Read(KeyPath, LongestFile).Bytes is not { } key)
        {
            return null;
        }

        var read = new Certificate(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        return Certificate.ProblemWith(read.CertificatePem, read.KeyPem) is null ? read : null;
    }

    /// <summary>The key first, and each file as a whole: a run that ends in between finds no pair and makes a new one.</summary>
    public void Write(Certificate certificate)
    {
        Write(KeyPath, certificate.KeyPem, isPrivate: true);
        Write(path, certificate.CertificatePem, isPrivate: false);
    }

    private string KeyPath => System.IO.Path.ChangeExtension(path, ".key");

    private void Write(string file, string text, bool isPrivate) =>
        data.Replace(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)), isPrivate);
}
