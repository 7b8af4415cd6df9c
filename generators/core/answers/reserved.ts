/** Keywords and standard modules of Python 3.10 to 3.12: a package of that name would hide them. */
export const PYTHON_WORDS: ReadonlySet<string> = new Set(
  `
  abc aifc and antigravity argparse array as assert ast async asynchat asyncio asyncore atexit audioop await
  base64 bdb binascii bisect break builtins bz2 calendar cgi cgitb chunk class cmath cmd code codecs codeop
  collections colorsys compileall concurrent configparser contextlib contextvars continue copy copyreg crypt csv
  ctypes curses dataclasses datetime dbm decimal def del difflib dis distutils doctest elif else email encodings
  ensurepip enum errno except faulthandler fcntl filecmp fileinput finally fnmatch for fractions from ftplib
  functools gc genericpath getopt getpass gettext glob global graphlib grp gzip hashlib heapq hmac html http
  idlelib if imaplib imghdr imp import importlib in inspect io ipaddress is itertools json keyword lambda
  lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt
  multiprocessing netrc nis nntplib nonlocal not nt ntpath nturl2path numbers opcode operator optparse or os
  ossaudiodev pass pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint
  profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri raise random re readline
  reprlib resource return rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd
  smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
  stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios
  test textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc try tty turtle
  turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser while winreg
  winsound with wsgiref xdrlib xml xmlrpc yield zipapp zipfile zipimport zlib zoneinfo
  `
    .trim()
    .split(/\s+/),
);

/** Top-level modules that GeoNode and what it requires install (its package metadata, 4.4 to 5.1). */
export const INSTALLED_PACKAGES: ReadonlySet<string> = new Set(
  `
  actstream adodbapi allauth amqp announcements appconf arcrest asgiref autocomplete avatar billiard black
  blib2to3 bootstrap3_datetime boto3 botocore bs4 cairosvg celery certifi cffi chardet charset_normalizer click
  colorama configurations corsheaders coverage cryptography csw dal dateutil debug_toolbar decorator defusedxml
  deprecated dj_database_url dj_pagination django django_celery_results django_filters django_forms_bootstrap
  django_user_agents djmoney docker downloadview drf_spectacular dynamic_models dynamic_rest easy_thumbnails
  et_xmlfile factory faker fitz flake8 floppyforms gdal geonode geonode_client geonode_mapstore_client
  geonode_oauth_toolkit geoserver gisdata grappelli gsimporter guardian hyperlink idna imagekit importer
  inflection invitations invoke isodate jinja2 jmespath jsonschema jwt kombu lxml magic markdown markdownify
  mercantile mock mptt multidict nose notifications numpy oauth2_provider oauthlib odf ogr openpyxl osgeo osr
  owslib packaging pandas paste paver pil pilkit pinax pip pkg_resources polymorphic prompt_toolkit psutil
  psycopg psycopg2 pyasn1 pycodestyle pycparser pycsw pyflakes pygments pylibmc pymupdf pyparsing pyproj pytest
  python_calamine pytz pywps qrcode rdflib redis regex requests requests_toolbelt rest_framework
  rest_framework_gis rest_framework_guardian ruamel s3transfer schema selenium semantic_version sequences
  setuptools shapely sherlock simplejson six slugify smart_open soupsieve sphinx splinter sqlalchemy sqlparse storages
  taggit tastypie text_unidecode timeout_decorator tinymce tqdm treebeard typing_extensions ua_parser urllib3
  user_agents user_messages uuid_upload_path uwsgi uwsgidecorators vine wcwidth webdriver_manager websocket
  webtest wheel whitenoise widget_tweaks wrapt xlrd xmltodict yaml zipstream zope
  `
    .trim()
    .split(/\s+/),
);

/** Names with another meaning in the project, in PostgreSQL or in Compose. */
export const TAKEN_WORDS: ReadonlySet<string> = new Set(
  `
  admin all app apps asgi data default false fixtures information_schema internal local_settings locale
  localhost manage media none postgres project projects public root settings src static tasks template0
  template1 templates tests true urls wsgi
  `
    .trim()
    .split(/\s+/),
);
