using System.Text;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Stores;

namespace AlbEmulator.Listeners.Certificates;

/// <summary>A certificate and its key in two files of a store: <c>NAME.pem</c>, and <c>NAME.key</c> for its user alone.</summary>
/// <param name="store">The store.</param>
/// <param name="path">Of the certificate, below the store's folder.</param>
internal sealed class CertificateFiles(Store store, string path)
{
    private const int LongestFile = 1024 * 1024;

    public string Path => store.PathOf(path);

    /// <summary>Null where there is none, or none whose key fits.</summary>
    public Certificate? Read()
    {
        if (RegularFile.Read(Path, LongestFile).Bytes is not { } certificate || RegularFile.Read(store.PathOf(KeyPath), LongestFile).Bytes is not { } key)
        {
            return null;
        }

        var read = new Certificate(Encoding.UTF8.GetString(certificate), Encoding.UTF8.GetString(key));
        return Certificate.ProblemWith(read.CertificatePem, read.KeyPem) is null ? read : null;
    }

    /// <summary>The key first, and each file as a whole: a run that ends in between finds no pair and makes a new one.</summary>
    /// <param name="certificate">The pair.</param>
    /// <param name="isFirst">Whether it is kept only where there is none.</param>
    /// <returns>False where there is another, which is there to be read.</returns>
    public bool Write(Certificate certificate, bool isFirst = false) => store.Keep(
        [
            new KeptFile(KeyPath, Encoding.UTF8.GetBytes(certificate.KeyPem)),
            new KeptFile(path, Encoding.UTF8.GetBytes(certificate.CertificatePem)),
        ],
        isFirst ? path : null);

    private string KeyPath => System.IO.Path.ChangeExtension(path, ".key");
}
