"""Which roles are let in at which paths of the admin that touch content, as one table."""

from dataclasses import dataclass

# What is asked for, and which roles are let in: editors (E), translators into Spanish (S) and into
# English (N), campaigners (C), administrators (A). Addresses are below /admin/. Campaigners may
# open the index of news, on the way to their campaigns, and see no drafts in it (see LISTS).
TABLE = """
GET    pages/{en}/edit/                                               E . N . .
GET    pages/{es}/edit/                                               E S . . .
GET    pages/{draft_en}/edit/                                         E . N . .
GET    pages/{half_es}/edit/                                          E S . . .
GET    pages/{campaign_en}/edit/                                      E . N C .
GET    pages/{campaign_es}/edit/                                      E S . C .
GET    pages/add/news/postpage/{index_en}/                            E . . . .
GET    pages/add/news/postpage/{index_es}/                            E . . . .
GET    pages/add/campaigns/campaignpage/{campaigns_es}/               E . . C .
GET    pages/{index_en}/                                              E . N C .
GET    pages/{index_es}/                                              E S . C .
GET    pages/{draft_en}/view_draft/                                   E . N . .
GET    pages/{half_es}/view_draft/                                    E S . . .
GET    pages/{draft_en}/edit/preview/                                 E . N . .
GET    pages/{draft_en}/history/                                      E . N . .
GET    pages/{half_es}/history/                                       E S . . .
GET    pages/{draft_en}/revisions/{revision_en}/view/                 E . N . .
GET    pages/{draft_en}/revisions/{revision_en}/revert/               E . N . .
GET    pages/{draft_en}/revisions/compare/earliest...latest/          E . N . .
GET    pages/{draft_en}/workflow_history/                             E . N . .
GET    pages/{draft_en}/copy/                                         E . N . .
GET    pages/{draft_en}/usage/                                        E . N . .
GET    pages/{es}/unpublish/                                          E . . . .
GET    pages/{es}/delete/                                             E . . . .
GET    pages/{half_es}/delete/                                        E . . . .
GET    pages/{es}/move/                                               E . . . .
POST   pages/{es}/lock/                                               E . . . .
GET    api/main/pages/{draft_en}/                                     E . N . .
GET    api/main/pages/{half_es}/                                      E S . . .
POST   api/main/pages/{es}/action/unpublish/                          E . . . .
POST   api/main/pages/{half_es}/action/delete/                        E . . . .
GET    localize/submit/page/{draft_en}/                               E . . . .
GET    localize/submit/page/{campaign_draft}/                         E . . C .
GET    localize/submit/snippet/cms/topic/{topic_en}/                  E . . . .
GET    localize/update/{source}/                                      E . . . .
PUT    localize/translate/{half}/strings/{segment}/edit/              E S . . .
DELETE localize/translate/{half}/strings/{segment}/edit/              E S . . .
PUT    localize/translate/{half}/overrides/{override}/edit/           E S . . .
DELETE localize/translate/{half}/overrides/{override}/edit/           E S . . .
GET    localize/translate/{half}/pofile/download/                     E S . . .
UPLOAD localize/translate/{half}/pofile/upload/                       E S . . .
POST   localize/translate/{half}/machine_translate/                   E S . . .
GET    localize/translate/{half}/preview/                             E S . . .
POST   localize/translate/{half}/disable/                             E . . . .
PUT    localize/translate/{topic}/strings/{topic_segment}/edit/       E S . . .
POST   localize/translate/{topic}/disable/                            E . . . .
GET    localize/reports/translations/                                 . . . . .
POST   hand-in/{whole_es}/                                            E S . . .
GET    publish-anyway/{post}/{half_es}/                               E . . . .
GET    snippets/cms/topic/                                            E S N . .
GET    snippets/cms/topic/add/?locale=en                              E . . . .
GET    snippets/cms/topic/add/?locale=es                              E . . . .
GET    snippets/cms/topic/edit/{topic_en}/                            E . N . .
GET    snippets/cms/topic/edit/{topic_es}/                            E S . . .
GET    snippets/cms/topic/history/{topic_en}/                         E . N . .
GET    snippets/cms/topic/history/{topic_es}/                         E S . . .
GET    snippets/cms/topic/delete/{topic_es}/                          E . . . .
GET    snippets/cms/topic/unpublish/{topic_es}/                       E . . . .
GET    snippets/cms/topic/usage/{topic_en}/                           E . N . .
GET    snippets/news/author/                                          E S N . .
GET    snippets/news/author/add/?locale=es                            E . . . .
GET    snippets/news/author/edit/{author_en}/                         E . N . .
GET    snippets/news/author/edit/{author_es}/                         E S . . .
GET    snippets/news/author/delete/{author_es}/                       E . . . .
GET    snippets/campaigns/petition/                                   E . . C .
GET    snippets/campaigns/petition/add/                               . . . C .
GET    snippets/campaigns/petition/edit/{petition}/                   . . . C .
GET    snippets/campaigns/petition/delete/{petition}/                 . . . . .
GET    reasons/                                                       . . . C .
GET    campaigns/{petition}/kit/                                      . . . C .
GET    campaigns/{petition}/next-step/                                . . . C .
GET    bundles/                                                       . . . C A
GET    holds/                                                         . . . C A
GET    petitions/{petition}/hold/                                     . . . C A
GET    bundles/{bundle}/                                              . . . C A
GET    bundles/ask/{petition}/                                        . . . C .
GET    snippets/campaigns/maildomain/                                 . . . C A
GET    snippets/campaigns/maildomain/add/                             . . . C A
GET    fraud/                                                         . . . C A
GET    fraud/{petition}/                                              . . . C A
GET    fraud/{petition}/invalidate/                                   . . . C A
GET    fraud/{petition}/clear/                                        . . . C A
GET    fraud/invalidations/{invalidation}/                            . . . C A
POST   fraud/invalidations/{invalidation}/start/                      . . . C A
GET    petitions/{petition}/exposure/                                . . . C .
GET    rally/                                                         . . . C .
GET    rally/undo/{collection}/                                       . . . C .
GET    rally/paper/{petition}/es/                                     . . . C .
GET    sheets/upload/{petition}/                                      . . . C .
GET    sheets/{sheet}/                                                . . . C .
GET    supporters/                                                    . . . C A
GET    supporters/lists/upload/                                       . . . C A
POST   supporters/export/                                             . . . . A
GET    petitions/{petition}/state/                                    . . . C .
GET    petitions/{petition}/deliveries/add/                           . . . C .
GET    petitions/{petition}/hand-over/                                . . . C .
GET    pages/add/campaigns/campaignupdatepage/{campaign_en}/          E . . C .
GET    campaigns/                                                     E . . C .
GET    campaigns/{petition}/                                          E . . C .
GET    campaigns/{petition}/numbers.csv                               E . . C .
GET    mail/                                                          E . . C A
GET    outbox/                                                        . . . . A
GET    switches/                                                      E S N C A
GET    switches/signing/                                              E . . . A
GET    tell-subscribers/{en}/                                         E . . . .
GET    tell-subscribers/{es}/mail/es/                                 E . . . .
GET    digests/                                                       E . . . .
GET    images/                                                        E . . C A
GET    images/add/                                                    E . . C A
GET    images/{picture}/                                              E . . C .
GET    images/{picture}/delete/                                       E . . C .
GET    documents/                                                     E . . . .
GET    documents/multiple/add/                                        E . . . .
GET    documents/edit/{document}/                                     E . . . .
GET    reports/locked/                                                E . . . .
GET    reports/workflow/                                              E S N C .
GET    reports/workflow_tasks/                                        E S N C .
GET    reports/site-history/                                          E S N C A
GET    reports/aging-pages/                                           E S N C .
GET    reports/page-types-usage/                                      E S N C .
GET    users/                                                         . . . . A
GET    users/new/                                                     . . . . A
GET    groups/                                                        . . . . .
GET    sites/                                                         . . . . A
GET    redirects/                                                     . . . . A
GET    locales/                                                       . . . . .
GET    collections/                                                   . . . . .
GET    workflows/list/                                                . . . . .
GET    workflows/tasks/index/                                         . . . . .
GET    account/                                                       E S N C A
"""


@dataclass(frozen=True)
class Path:
    method: str
    address: str
    roles: str

    @classmethod
    def read(cls, line: str) -> "Path":
        method, address, *roles = line.split()
        return cls(method, address, "".join(roles).replace(".", ""))


PATHS = [Path.read(line) for line in TABLE.strip().splitlines()]
