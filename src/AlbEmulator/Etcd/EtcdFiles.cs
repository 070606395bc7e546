using AlbEmulator.DataFolders;
using AlbEmulator.Stores;
using Etcdserverpb;
using Mvccpb;

namespace AlbEmulator.Etcd;

/// <summary>
/// Files that the nodes have together, such as keys of cookies: each is a key of etcd's, and stands as a file in the data folder
/// of every node, where it is read.
/// </summary>
internal sealed class EtcdFiles(EtcdClient client, EtcdKeys keys, EtcdPages pages, DataFolder data, string folder)
{
    /// <inheritdoc cref="Store.Keep"/>
    public async Task<bool> KeepAsync(IReadOnlyList<KeptFile> files, string? unless, CancellationToken cancellation)
    {
        var transaction = new TxnRequest();
        if (unless is not null)
        {
            var range = keys.Below(EtcdKeys.Files + unless);
            transaction.Compare.Add(new Compare
            {
                Key = range.Key,
                RangeEnd = range.RangeEnd,
                Target = Compare.Types.CompareTarget.Create,
                CreateRevision = 0,
                Result = Compare.Types.CompareResult.Equal,
            });
        }

        var id = EtcdStore.NewId();
        foreach (var file in files)
        {
            transaction.Success.Add(await pages.PutAsync(EtcdKeys.Files + file.Path, id, file.Content, cancellation));
        }

        var answer = await client.AskAsync((member, options) => member.Keys.TxnAsync(transaction, options), cancellation);
        if (!answer.Succeeded)
        {
            await ReadAsync(unless!, 0, cancellation);
            return false;
        }

        foreach (var file in files)
        {
            Write(file);
        }

        return true;
    }

    public Task ForgetAsync(IEnumerable<string> paths, CancellationToken cancellation) => Task.WhenAll(paths.Select(path => client.AskAsync(
        (member, options) => member.Keys.DeleteRangeAsync(keys.Delete(EtcdKeys.Files + path), options), cancellation)));

    /// <summary>Brings files to the data folder, and removes those that are not kept any more.</summary>
    /// <param name="start">All that begin so.</param>
    /// <param name="at">The revision of etcd's; 0 for now.</param>
    /// <param name="cancellation">The end.</param>
    public async Task ReadAsync(string start, long at, CancellationToken cancellation)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var item in pages.ReadAsync(keys.Below(EtcdKeys.Files + start, at), cancellation))
        {
            if (!keys.Own(item.Key).Contains(EtcdValue.PartMark, StringComparison.Ordinal))
            {
                found.Add(keys.Own(item.Key)[EtcdKeys.Files.Length..]);
                await FollowAsync(item, at, cancellation);
            }
        }

        foreach (var path in KeptFile.PathsIn(folder).Where(path => path.StartsWith(start, StringComparison.Ordinal) && !found.Contains(path)).ToList())
        {
            Remove(path);
        }
    }

    /// <summary>A file that was kept.</summary>
    /// <exception cref="InvalidDataException">It is no file that is kept.</exception>
    public async Task FollowAsync(KeyValue item, long at, CancellationToken cancellation)
    {
        Write(new KeptFile(keys.Own(item.Key)[EtcdKeys.Files.Length..], await pages.ValueAsync(item, at, cancellation)));
    }

    /// <summary>A file that is not kept any more.</summary>
    public void Remove(string path)
    {
        try
        {
            File.Delete(PathOf(new KeptFile(path, default).Path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nothing names it.
        }
    }

    private void Write(KeptFile file) => data.Replace(PathOf(file.Path), stream => stream.Write(file.Content.Span), file.IsPrivate);

    private string PathOf(string path) => Path.Combine(folder, path);
}
