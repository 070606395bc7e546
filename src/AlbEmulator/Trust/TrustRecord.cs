using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;

namespace AlbEmulator.Trust;

/// <summary>
/// Which authorities were put into stores, so that they can be taken out again also when another has taken their place:
/// <c>trusted.pem</c> of the data folder. It is written before the first store is changed.
/// </summary>
/// <param name="data">The folder.</param>
/// <param name="path">Of the file.</param>
internal sealed class TrustRecord(DataFolder data, string path)
{
    private const int LongestFile = 1024 * 1024;

    public IReadOnlyList<TrustAnchor> Read()
    {
        if (RegularFile.Read(path, LongestFile).Bytes is not { } bytes)
        {
            return [];
        }

        X509Certificate2Collection all = [];
        try
        {
            all.ImportFromPem(Encoding.UTF8.GetString(bytes));
            return [.. all.Select(certificate => TrustAnchor.Of(certificate.ExportCertificatePem(), path))];
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written either.</exception>
    public void Write(IEnumerable<TrustAnchor> anchors)
    {
        var text = string.Concat(anchors.DistinctBy(static anchor => anchor.Id).Select(static anchor => anchor.Pem));
        if (text.Length > 0)
        {
            data.Replace(path, file => file.Write(Encoding.UTF8.GetBytes(text)), isPrivate: false);
        }
        else
        {
            File.Delete(path);
        }
    }
}
